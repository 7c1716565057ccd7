using System.Data.Common;
using DuckDB.NET.Data;
using Sparkify.Cli.Tests.Contract;
using Sparkify.Cli.Tests.Web;
using Sparkify.Warehouse.Engines;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.Sql;

namespace Sparkify.Cli.Tests.Wall;

/// <summary>What comes after the first check: a statement that passed it would still write nothing.</summary>
public sealed class SecondWallTests : IDisposable
{
    readonly ScratchFolder outside = new();
    readonly SmallWarehouse warehouse = new(TestWarehouse.Embedded);

    string Folder => warehouse.Target.Split(':', 2)[1];

    public void Dispose()
    {
        warehouse.Dispose();
        outside.Dispose();
    }

    // Told to the engine directly, past the gate. Those that would end or spoil the process of the tests are left to the process of serve.
    [Fact]
    public void The_engine_writes_nothing_even_if_a_statement_were_let_through()
    {
        var neighbour = outside.Write("neighbour.csv", "a\n1\n");
        var before = FolderListing.Of(Folder, outside.Path);
        var attempts = new EmbeddedAttempts(Folder, neighbour);
        using (var connection = EngineCatalog.Open(warehouse.Target, EngineLogins.None, TimeProvider.System).OpenFrontroom(QueryLimits.Default with { SpillFolder = outside.Path }))
        {
            Try(connection, "set variable p = (select path from duckdb_databases() where path is not null limit 1)");
            foreach (var ending in (string[])["", ".wal", ".wal.recovery", ".wal.checkpoint", ".tmp/a"])
                foreach (var options in (string[])["use_tmp_file false", "use_tmp_file true", "per_thread_output true", "partition_by (a)"])
                    Assert.False(Try(connection, $"copy (select 1 as a, 2 as b) to (getvariable('p') || '{ending}') (format csv, {options})"));
            foreach (var sql in attempts.Acting.Concat(attempts.Reading).Where(sql => !sql.Contains("enable_logging", StringComparison.Ordinal) && !sql.Contains("profiling", StringComparison.Ordinal)))
                Try(connection, sql);
            Assert.Equal(before, FolderListing.Of(Folder, outside.Path));
        }
        Assert.Equal(before, FolderListing.Of(Folder, outside.Path));
    }

    [Fact]
    public void A_confined_thread_and_its_engine_write_into_their_folder_and_nowhere_else()
    {
        var (own, neighbour) = (Directory.CreateDirectory(outside.In("own")).FullName, outside.Write("neighbour.csv", "a\n1\n"));
        var confined = false;
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                if (!(confined = Confinement.Enter(own)))
                    return;
                Assert.Throws<UnauthorizedAccessException>(() => File.WriteAllText(outside.In("new"), "x"));
                Assert.Throws<UnauthorizedAccessException>(() => File.AppendAllText(neighbour, "x"));
                File.WriteAllText(Path.Combine(own, "mine"), "x");
                // With nothing forbidden by the engine itself.
                using var connection = new DuckDBConnection("Data Source=:memory:;threads=2");
                connection.Open();
                Assert.False(Try(connection, $"copy (select 1) to '{neighbour}' (use_tmp_file false)"));
                Assert.False(Try(connection, $"copy (select i from range(1000000) as t(i)) to '{outside.In("many")}' (format parquet, per_thread_output true)"));
                Assert.False(Try(connection, $"export database '{outside.In("all")}'"));
                Assert.False(Try(connection, $"attach '{outside.In("new.duckdb")}' as b"));
                Assert.True(Try(connection, $"copy (select 1) to '{Path.Combine(own, "mine.csv")}'"));
                Assert.Equal("outside", Confinement.RunUnconfined(() => File.ReadAllText(outside.Write("item", "outside"))));
            }
            catch (Exception error)
            {
                failure = error;
            }
        });
        thread.Start();
        thread.Join();
        Assert.Null(failure);
        Assert.True(confined || !File.ReadAllText("/sys/kernel/security/lsm").Contains("landlock", StringComparison.Ordinal));
        Assert.Equal("a\n1\n", File.ReadAllText(neighbour));
    }

    [Fact]
    public async Task The_process_of_a_query_is_confined_and_its_files_are_bounded()
    {
        await using var served = await ServedFrontroom.StartAsync(warehouse.Options, "--memory", "256");
        Assert.Equal("1", (await served.Visitor.RowsOfAsync("select count(*) from songplays"))[0][0]);
        var workers = Directory.GetDirectories("/proc").Where(folder => int.TryParse(Path.GetFileName(folder), out _)).Where(folder => IsChild(folder, served.ProcessId));
        // Of those that are ready, the one that ran the query.
        var worker = workers.Single(folder => !File.ReadAllLines(Path.Combine(folder, "limits")).Single(line => line.StartsWith("Max file size", StringComparison.Ordinal)).Contains("unlimited", StringComparison.Ordinal));
        Assert.Contains("NoNewPrivs:\t1", File.ReadAllText(Path.Combine(worker, "status")), StringComparison.Ordinal);
    }

    static bool IsChild(string process, int parent)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "stat")).Split(") ")[^1].Split(' ')[1] == parent.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            // It ended meanwhile.
            return false;
        }
    }

    static bool Try(DbConnection connection, string sql)
    {
        try
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
            return true;
        }
        catch (DbException)
        {
            // Refused by the engine, which is what is asked here; whoever asked reads the folders afterwards.
            return false;
        }
    }
}
