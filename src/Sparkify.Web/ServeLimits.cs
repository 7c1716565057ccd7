using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Web.Queries;

namespace Sparkify.Web;

/// <summary>What all queries together, and each one, may use.</summary>
public sealed record ServeLimits
{
    /// <summary>Editor queries that run at once; others wait in the queue.</summary>
    public int Parallel { get; init; } = Math.Clamp(Environment.ProcessorCount, 2, 8);

    /// <summary>Standard questions (reports, profiles, freshness) that run at once, beside those of the editor.</summary>
    public int ParallelStandard { get; init; } = 2;

    /// <summary>Queries that one person may have waiting.</summary>
    public int Waiting { get; init; } = 8;

    /// <summary>Bytes of memory for all running queries, where the engine runs in the calling process.</summary>
    public long Memory { get; init; } = 2L << 30;

    /// <summary>Bytes of disk that a query may use when it exceeds its share of the memory, where the engine runs in the calling process.</summary>
    public long Spill { get; init; } = 4L << 30;

    /// <summary>The folder for it.</summary>
    public string SpillFolder { get; init; } = Path.GetTempPath();

    /// <summary>Time until a query is stopped.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Rows of a result. Further rows are left out, and the result says so.</summary>
    public int Rows { get; init; } = 1_000_000;

    /// <summary>Bytes of one result on the disk. Further rows are left out, and the result says so.</summary>
    public long ResultBytes { get; init; } = 1L << 30;

    /// <summary>Bytes of one row. A larger value is not read from the engine.</summary>
    public long RowBytes { get; init; } = 16L << 20;

    /// <summary>Results that are kept for one person; the oldest is removed first.</summary>
    public int Results { get; init; } = 8;

    /// <summary>Bytes of all results that are kept for one account, however many people sign in with it.</summary>
    public long AccountBytes { get; init; } = 2L << 30;

    /// <summary>Bytes of all results that are kept, without those of running queries, of which there are at most <see cref="Parallel"/>.</summary>
    public long TotalBytes { get; init; } = 8L << 30;

    /// <summary>Time after which a result that nobody has viewed is removed.</summary>
    public TimeSpan ResultAge { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Characters of the answers to standard questions that are kept in memory.</summary>
    public long AnswerCharacters { get; init; } = 32L << 20;

    /// <summary>Characters of a query.</summary>
    public int QueryLength { get; init; } = 200_000;

    /// <summary>What one query may use: half of the cores, so that a heavy one leaves room for others.</summary>
    public QueryLimits Query => new(Memory / (Parallel + ParallelStandard), Timeout)
    {
        Threads = Math.Clamp(Environment.ProcessorCount / 2, 1, 8),
        SpillBytes = Spill,
        SpillFolder = SpillFolder,
    };

    /// <summary>What one result may hold.</summary>
    internal ResultLimits Result => new(Rows, ResultBytes, RowBytes);
}
