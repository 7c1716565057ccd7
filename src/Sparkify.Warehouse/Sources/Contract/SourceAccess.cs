namespace Sparkify.Warehouse.Sources.Contract;

/// <summary>How sources in an object store are reached. It has no keys: those come from the store's own credential chain.</summary>
/// <param name="Region">The store's region; null: the one that the environment or its profile names.</param>
/// <param name="Endpoint">The URL of a compatible store; null for Amazon's own.</param>
/// <param name="Anonymous">True: without credentials, as public buckets may be read; false: never without; null: without when there are none.</param>
public sealed record SourceAccess(string? Region = null, string? Endpoint = null, bool? Anonymous = null)
{
    /// <summary>Nothing is said: all of it comes from the environment.</summary>
    public static readonly SourceAccess OfEnvironment = new();
}
