namespace Sparkify.Warehouse.Engines.Contract;

/// <summary>What one query of an analyst may use.</summary>
/// <param name="Memory">Bytes of memory.</param>
/// <param name="Timeout">Time until it is stopped.</param>
public sealed record QueryLimits(long Memory, TimeSpan Timeout)
{
    /// <summary>Threads of this process that work on it, where the engine works in this process; 0 for as many as there are cores.</summary>
    public int Threads { get; init; }

    /// <summary>Where an engine that works in this process may put what does not fit its memory; it goes with the query.</summary>
    public string SpillFolder { get; init; } = Path.GetTempPath();

    /// <summary>Bytes of disk that it may take there.</summary>
    public long SpillBytes { get; init; } = 8L << 30;

    /// <summary>1 GiB and five minutes.</summary>
    public static readonly QueryLimits Default = new(1L << 30, TimeSpan.FromMinutes(5));
}
