namespace Sparkify.Warehouse.Engines.Contract;

/// <summary>How to log in where an engine has logins. Secrets: never printed.</summary>
/// <param name="Password">The password of the login that loads, where neither the target has it nor the environment's own ways give it.</param>
/// <param name="AnalystUser">The analysts' login, on which queries run; null where the target names it itself.</param>
/// <param name="AnalystPassword">Its password.</param>
/// <param name="Environment">Environment variables.</param>
public sealed record EngineLogins(string? Password, string? AnalystUser, string? AnalystPassword, Func<string, string?> Environment)
{
    /// <summary>Nothing is named.</summary>
    public static readonly EngineLogins None = new(null, null, null, static _ => null);

    /// <inheritdoc/>
    public override string ToString() => $"analysts' login {AnalystUser ?? "(none)"}";
}
