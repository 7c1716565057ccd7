using DuckDB.NET.Data;
using Sparkify.Warehouse.Engines;
using Sparkify.Warehouse.Load;

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
sealed record LedgerEntry(string Uri, string State, string Version, long Load);

/// <summary>What can be done to a warehouse. The one place in which sequences of loads call the product.</summary>
/// <param name="folder">The warehouse's.</param>
/// <param name="sources">The one in which logs and songs lie.</param>
/// <param name="clock">The time, where it matters.</param>
sealed class WarehouseSteps(string folder, string sources, TimeProvider? clock = null)
{
    /// <summary>THE SWITCH: whether sequences withdraw and retake files. On once <see cref="Withdraw"/>, <see cref="WithdrawLoad"/> and <see cref="Retake"/> call the product.</summary>
    public static bool CanWithdraw => false;

    readonly TimeProvider clock = clock ?? TimeProvider.System;

    /// <summary>What the warehouse lives on.</summary>
    public IEngine Engine => EngineCatalog.Open(EngineCatalog.EmbeddedTarget(folder), clock);

    /// <summary>The published front room.</summary>
    public string Frontroom => Path.Combine(folder, "sparkify.duckdb");

    /// <summary>The backroom.</summary>
    public string Backroom => Path.Combine(folder, "backroom", "work.duckdb");

    /// <summary>Loads what is new of some feeds.</summary>
    public LoadReport Load(Feeds feeds, ILoadProgress? progress = null) => Etl.Run(Engine, Options(feeds), progress ?? NoProgress.Instance, clock, CancellationToken.None);

    /// <summary>The same, interrupted when it enters its <paramref name="phase"/>th phase; null when that ended it.</summary>
    public LoadReport? Interrupt(Feeds feeds, int phase)
    {
        using var interruption = new InterruptionAt(phase);
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
    public LoadReport Withdraw(IReadOnlyList<string> files) => throw new NotSupportedException($"{Engine.Target} cannot withdraw {files.Count} files.");

    /// <summary>Withdraws the files whose present content a load took.</summary>
    public LoadReport WithdrawLoad(long load) => throw new NotSupportedException($"{Engine.Target} cannot withdraw load {load}.");

    /// <summary>Loads what is new of some feeds, and withdrawn files too: those that are named, or all when none is.</summary>
    public LoadReport Retake(Feeds feeds, IReadOnlyList<string> files) => throw new NotSupportedException($"{Engine.Target} cannot retake {files.Count} files of {feeds}.");

    /// <summary>The contents that count or are about to, after an interruption. Nobody else has the backroom open.</summary>
    public IReadOnlyList<LedgerEntry> Ledger()
    {
        var entries = new List<LedgerEntry>();
        using var connection = new DuckDBConnection($"Data Source={Backroom};access_mode=READ_ONLY");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "select uri, state, version, load_id from backroom.files where state in ('taken', 'pending', 'withdrawn')";
        using var reader = command.ExecuteReader();
        while (reader.Read())
            entries.Add(new LedgerEntry(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetInt64(3)));
        return entries;
    }

    LoadOptions Options(Feeds feeds) => new()
    {
        Logs = feeds.HasFlag(Feeds.Logs) ? Path.Combine(sources, "logs") : null,
        Songs = feeds.HasFlag(Feeds.Songs) ? Path.Combine(sources, "songs") : null,
        MaxRejects = RejectLimit.Parse("100%"),
    };

    sealed class InterruptionAt(int phase) : ILoadProgress, IDisposable
    {
        readonly CancellationTokenSource source = new();
        int entered;

        public CancellationToken Token => source.Token;

        public void Phase(string name)
        {
            if (++entered == phase)
                source.Cancel();
        }

        public void Bytes(long done, long total, long rows)
        {
        }

        public void Dispose() => source.Dispose();
    }
}
