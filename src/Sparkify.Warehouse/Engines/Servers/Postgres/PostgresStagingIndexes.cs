using Npgsql;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.Servers.Shared;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Engines.Servers.Postgres;

/// <summary>
/// The indexes of staging, which a first load does without until its rows are there: made all at once they cost a fraction of what it takes to
/// maintain them row by row. A first load reads all of staging and looks nothing up in it, so a second connection makes them while the front room
/// is built. A load that is stopped in between leaves none; the next load with new files creates them.
/// </summary>
/// <param name="connection">The load's connection.</param>
/// <param name="open">Connects to the server; the argument says what for, as its list of connections shows it.</param>
/// <param name="cancellation">Interrupts the load.</param>
sealed class PostgresStagingIndexes(NpgsqlConnection connection, Func<string, NpgsqlConnection> open, CancellationToken cancellation) : IDisposable
{
    readonly CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
    bool wasEmpty;
    Task? making;

    /// <summary>The tables that rows of files are loaded into.</summary>
    public static IReadOnlyList<Table> Staging { get; } = [.. SparkifyWarehouse.Sources.Select(source => source.Staging)];

    /// <summary>Takes the indexes away from a staging table without rows, as part of the open transaction: rows come in and the indexes go together.</summary>
    public void LeaveOffWhileEmpty(Table table)
    {
        if (!Staging.Contains(table) || connection.Scalar($"select exists (select from {table.FullName})") is true)
            return;
        wasEmpty = true;
        foreach (var (name, _) in PostgresDialect.Indexes(table))
            connection.Execute($"drop index if exists {table.Room.SchemaName()}.{name}");
    }

    /// <summary>After the last file: makes those that are missing, unless there was no row before: then the load looks none up, and <see cref="Begin"/> is soon enough.</summary>
    public void MakeMissing(Action<string> entering)
    {
        if (wasEmpty)
            return;
        Begin();
        Wait(entering);
    }

    /// <summary>Begins to make those that are missing, on a second connection.</summary>
    public void Begin()
    {
        var missing = Staging.SelectMany(PostgresDialect.Indexes).Where(index => !Exists(index.Name)).Select(index => index.Statement).ToList();
        if (missing is not [])
            making = Task.Factory.StartNew(() => Make(missing), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Waits until all that were missing are there.</summary>
    public void Wait(Action<string> entering)
    {
        if (making is null)
            return;
        entering("indexing staging");
        making.GetAwaiter().GetResult();
        making = null;
    }

    /// <summary>Ends what is still being made: a load that gets here before <see cref="Wait"/> has failed, and its own error is the one to tell.</summary>
    public void Dispose()
    {
        stop.Cancel();
        making?.ContinueWith(static made => made.Exception, TaskScheduler.Default).Wait(CancellationToken.None);
        stop.Dispose();
    }

    void Make(IReadOnlyList<string> statements)
    {
        // It has the name of a load's connection: where this process is killed, the next load ends it.
        using var second = open("load");
        using var interrupter = ServerConnections.Watch(second, () => open("status"), stop.Token);
        foreach (var setting in PostgresLoadSession.Settings(new PostgresDialect()))
            second.Execute(setting);
        // The other cores are the build's, whose joins and sorts take as many as there are.
        second.Execute("set max_parallel_maintenance_workers = 0");
        foreach (var statement in statements)
        {
            stop.Token.ThrowIfCancellationRequested();
            second.Execute(statement);
        }
    }

    bool Exists(string name) => connection.Scalar($"select to_regclass('{Room.Backroom.SchemaName()}.{name}') is not null") is true;
}
