using Sparkify.Warehouse.Engines;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Load;
using Sparkify.Warehouse.Progress;

namespace Sparkify.Cli.Tests.Confluence;

/// <summary>Which sources a load reads.</summary>
[Flags]
enum Feeds
{
    None = 0,
    Logs = 1,
    Songs = 2,
    Both = Logs | Songs,
}

/// <summary>A content in the ledger.</summary>
sealed record LedgerEntry(string Uri, string State, string Version, long Load, string? Hash);

/// <summary>What can be done to a warehouse. The one place in which sequences of loads call the product.</summary>
/// <param name="open">Opens what the warehouse lives on.</param>
/// <param name="sources">The folder in which logs and songs lie.</param>
/// <param name="clock">The time.</param>
sealed class WarehouseSteps(Func<TimeProvider, IEngine> open, string sources, TimeProvider clock)
{
    /// <summary>Those of an embedded warehouse in a folder.</summary>
    public WarehouseSteps(string folder, string sources, TimeProvider? clock = null)
        : this(time => EngineCatalog.Open(EngineCatalog.EmbeddedTarget(folder), EngineLogins.None, time), sources, clock ?? TimeProvider.System)
    {
    }

    /// <summary>What the warehouse lives on.</summary>
    public IEngine Engine => open(clock);

    /// <summary>Loads what is new of some feeds.</summary>
    public LoadReport Load(Feeds feeds, ILoadProgress? progress = null) => LoadUntil(feeds, progress ?? NoProgress.Instance, CancellationToken.None);

    /// <summary>The same, interrupted when a token says so.</summary>
    public LoadReport LoadUntil(Feeds feeds, ILoadProgress progress, CancellationToken interruption) => Etl.Run(Engine, Options(feeds), progress, clock, interruption);

    /// <summary>The same, stopped by more rejects than a limit.</summary>
    public LoadReport Load(Feeds feeds, string maxRejects) =>
        Etl.Run(Engine, Options(feeds) with { MaxRejects = RejectLimit.Parse(maxRejects) }, NoProgress.Instance, clock, CancellationToken.None);

    /// <summary>The same, interrupted when it enters its <paramref name="phase"/>th phase; null when that ended it.</summary>
    public LoadReport? Interrupt(Feeds feeds, int phase) => Interrupt(feeds, (entered, _) => entered == phase);

    /// <summary>Loads what is new of some feeds, and is interrupted as it enters a phase.</summary>
    public LoadReport? Interrupt(Feeds feeds, string phase) => Interrupt(feeds, (_, name) => name == phase);

    LoadReport? Interrupt(Feeds feeds, Func<int, string, bool> isMoment)
    {
        using var interruption = new InterruptionAt(isMoment);
        try
        {
            return Etl.Run(Engine, Options(feeds), interruption, clock, interruption.Token);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>Withdraws files.</summary>
    public long Withdraw(IReadOnlyList<string> files) => Withdraw(new WithdrawalOptions { Files = files, ChangesUpTo = double.PositiveInfinity });

    /// <summary>Withdraws the files whose present content a load took.</summary>
    public long WithdrawLoad(long load) => Withdraw(new WithdrawalOptions { Load = load, ChangesUpTo = double.PositiveInfinity });

    /// <summary>Loads what is new of some feeds, and again files that are known: those that are named, or all that are withdrawn when none is.</summary>
    public LoadReport Retake(Feeds feeds, IReadOnlyList<string> files) =>
        Etl.Run(Engine, Options(feeds) with { Retake = files }, NoProgress.Instance, clock, CancellationToken.None);

    long Withdraw(WithdrawalOptions options) => Withdrawal.Run(Engine, options, NoProgress.Instance, clock, CancellationToken.None).LoadId ?? 0;

    /// <summary>The contents that count, are about to or could not be read, after an interruption. Nobody else has the backroom open.</summary>
    public IReadOnlyList<LedgerEntry> Ledger()
    {
        var entries = new List<LedgerEntry>();
        // As a load opens it: there may be no front room yet.
        using var session = Engine.OpenLoad(CancellationToken.None);
        using var command = session.Connection.CreateCommand();
        command.CommandText = "select uri, state, version, load_id, content_hash from backroom.files where state in ('taken', 'pending', 'withdrawn', 'failed')";
        using var reader = command.ExecuteReader();
        while (reader.Read())
            entries.Add(new LedgerEntry(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetInt64(3), reader.IsDBNull(4) ? null : reader.GetString(4)));
        return entries;
    }

    LoadOptions Options(Feeds feeds) => new()
    {
        Logs = feeds.HasFlag(Feeds.Logs) ? Path.Combine(sources, "logs") : null,
        Songs = feeds.HasFlag(Feeds.Songs) ? Path.Combine(sources, "songs") : null,
        MaxRejects = RejectLimit.Parse("100%"),
        // However much comes and goes: it is the way by changes that has to give what building from nothing gives.
        ChangesUpTo = double.PositiveInfinity,
    };

    sealed class InterruptionAt(Func<int, string, bool> isMoment) : ILoadProgress, IDisposable
    {
        readonly CancellationTokenSource source = new();
        int entered;

        public CancellationToken Token => source.Token;

        public void Phase(string name)
        {
            if (isMoment(++entered, name))
                source.Cancel();
        }

        public void Bytes(long done, long total, long rows)
        {
        }

        public void Dispose() => source.Dispose();
    }
}
