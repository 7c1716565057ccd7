namespace Sparkify.Warehouse.Engines.Contract;

/// <summary>What a front room says of itself.</summary>
/// <param name="WarehouseId">The warehouse it belongs to.</param>
/// <param name="ModelVersion">The model it was built by (R15).</param>
/// <param name="LoadId">The last load it shows; 0 before the first.</param>
public sealed record PublishedState(string WarehouseId, int ModelVersion, long LoadId);
