namespace Sparkify.Warehouse.Errors;

/// <summary>Who holds a warehouse.</summary>
/// <param name="Process">The process's number on its host.</param>
/// <param name="Host">The host's name.</param>
/// <param name="Since">When it took the warehouse, UTC.</param>
public sealed record WarehouseOwner(int Process, string Host, DateTimeOffset Since)
{
    /// <inheritdoc/>
    public override string ToString() => $"process {Process} on {Host}, since {Since.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC";
}
