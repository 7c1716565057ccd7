using System.CommandLine;
using System.Data.Common;
using Sparkify.Cli.Output;
using Sparkify.Warehouse;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Results;
using Sparkify.Warehouse.Staging.Ledger;

namespace Sparkify.Cli.Commands;

/// <summary><c>sparkify status</c>: freshness, loads and row counts, or every file with its account.</summary>
internal static class StatusCommand
{
    public static Command Build(Runner runner)
    {
        var files = new Option<bool>("--files") { Description = "Show every file with its row counts: read, accepted, duplicate, rejected, repaired" };
        var result = new ResultOptions();
        var command = new Command("status", "Shows how fresh the data is, what the latest loads did, and row counts.") { files };
        result.AddTo(command);
        runner.Common.AddTo(command);
        HelpWithExamples.Add(command,
            "freshness, loads and row counts", "sparkify status",
            "the row counts of every file", "sparkify status --files --format csv");
        runner.Attach(command, call =>
        {
            var engine = call.OpenEngine();
            if (call.Parse.GetValue(files))
                WriteFiles(call, engine, result);
            else
                Write(call, Read(engine, call.Shell.Clock));
            return ExitCode.Done;
        });
        return command;
    }

    static void WriteFiles(Invocation call, IEngine engine, ResultOptions result)
    {
        FrontroomQuery.RequireLedger(engine, call);
        using var connection = engine.OpenBackroom();
        using var reader = Ask(connection, LedgerQueries.Files(engine.Dialect));
        ResultWriter.Write(call, reader, result.Format(call), result.Limit(call), path: "file");
    }

    static StatusDocument Read(IEngine engine, TimeProvider clock)
    {
        var hasFrontroom = engine.Exists;
        if (!hasFrontroom && !engine.HasBackroom)
            return Unpublished(engine, engine.Owner?.ToString());
        try
        {
            using var rooms = engine.OpenBackroom();
            var status = hasFrontroom ? Read(rooms, engine, engine.Owner?.ToString(), clock) : Unpublished(engine, engine.Owner?.ToString());
            return status with { Loads = ReadLoads(rooms, engine, status.LoadId), Pending = ReadPending(rooms, engine) };
        }
        catch (WarehouseBusyException busy)
        {
            // The running load has the ledger to itself. What readers see can be read all the same.
            var owner = busy.Owner?.ToString() ?? "a process that left no name";
            return hasFrontroom ? ReadFrontroom(engine, owner, clock) : Unpublished(engine, owner);
        }
        catch (BackroomUnavailableException error) when (hasFrontroom)
        {
            return ReadFrontroom(engine, engine.Owner?.ToString(), clock) with { Backroom = error.Message };
        }
        catch (DbException error) when (hasFrontroom && engine.DescribeDamage(error) is BackroomUnavailableException damage)
        {
            return ReadFrontroom(engine, engine.Owner?.ToString(), clock) with { Backroom = damage.Message };
        }
    }

    static StatusDocument Unpublished(IEngine engine, string? heldBy) => new(engine.Target, false, heldBy, null, null, null, new Dictionary<string, long>(), null);

    static StatusDocument ReadFrontroom(IEngine engine, string? heldBy, TimeProvider clock)
    {
        using var frontroom = engine.OpenFrontroom(QueryLimits.Default);
        return Read(frontroom, engine, heldBy, clock);
    }

    /// <summary>What readers see: all but the loads.</summary>
    static StatusDocument Read(DbConnection connection, IEngine engine, string? heldBy, TimeProvider clock)
    {
        long? loadId = null;
        DateTime? newest = null;
        using (var reader = Ask(connection, LedgerQueries.NewestEvent(engine.Dialect)))
            if (reader.Read())
                (newest, loadId) = (reader.IsDBNull(0) ? null : reader.GetDateTime(0), reader.GetInt64(1));
        var age = newest is { } at ? (clock.GetUtcNow().UtcDateTime - DateTime.SpecifyKind(at, DateTimeKind.Utc)).TotalSeconds : (double?)null;
        var tables = loadId is null ? [] : SparkifyWarehouse.Frontroom.ToDictionary(table => table.Name, table => Count(connection, table.FullName));
        return new(engine.Target, true, heldBy, loadId, newest is null ? null : ValueText.Of(newest), age, tables, null);
    }

    static List<LoadDocument> ReadLoads(DbConnection rooms, IEngine engine, long? shown)
    {
        var loads = new List<LoadDocument>();
        using var reader = Ask(rooms, LedgerQueries.Loads(engine.Dialect));
        while (reader.Read())
            loads.Add(StatusAccount.ReadLoad(reader));
        // A load that was killed right after its publish is still called settled in the ledger. The front room is right.
        return loads.ConvertAll(load => load.State == StatusAccount.Settled && load.LoadId <= shown ? load with { State = "published" } : load);
    }

    static PendingDocument? ReadPending(DbConnection rooms, IEngine engine)
    {
        var pending = rooms.Query(LedgerQueries.Pending(engine.Dialect), row => new PendingDocument(row.Count(0), row.Count(1)));
        return pending is [{ Files: > 0 } some] ? some : null;
    }

    static void Write(Invocation call, StatusDocument status)
    {
        if (call.Json)
            call.WriteJson(status, CliJson.Default.StatusDocument);
        else
            StatusAccount.Write(
                call.Text,
                status with { Loads = status.Loads?.Select(load => load with { Message = load.Message is { } text ? call.Typeable(text) : null }).ToList() },
                call.Program,
                call.WarehouseOptions);
    }

    static DbDataReader Ask(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteReader();
    }

    static long Count(DbConnection connection, string table)
    {
        using var reader = Ask(connection, $"select count(*) from {table}");
        return reader.Read() ? reader.GetInt64(0) : 0;
    }
}
