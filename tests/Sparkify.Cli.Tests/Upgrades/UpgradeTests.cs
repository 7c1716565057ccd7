using System.Formats.Tar;
using System.IO.Compression;
using DuckDB.NET.Data;
using Sparkify.Warehouse;
using Sparkify.Warehouse.Engines.DuckDb.Load;
using Sparkify.Warehouse.Reading;
using Sparkify.Warehouse.Tests;

namespace Sparkify.Cli.Tests.Upgrades;

/// <summary>
/// A warehouse of an earlier model version (R15). <c>model-1.tar.gz</c> and <c>model-2.tar.gz</c> were written by the programs of these versions:
/// some 400 simulated rows with defects, in files that are not here any more.
/// </summary>
public sealed class UpgradeTests : IDisposable
{
    /// <summary>All that both versions show; the keys of version 1's events are others since.</summary>
    static readonly string[] Shown =
    [
        "from time", "from users", "from user_levels", "from artists", "from songs", "select * exclude (songplay_id) from songplays",
        "select * exclude (page_event_id) from page_events", "from load_history", "from sessions",
    ];

    static readonly string[] Files = ["sparkify.duckdb", "backroom/work.duckdb"];

    readonly ScratchFolder scratch = new();

    public UpgradeTests()
    {
        Directory.CreateDirectory(scratch.In("logs"));
        Unpack(version: 1);
    }

    public void Dispose() => scratch.Dispose();

    [Theory, InlineData(1, 300), InlineData(2, 320)]
    public void A_warehouse_of_an_earlier_model_version_is_rebuilt_from_staging_by_the_next_etl(int version, int events)
    {
        Unpack(version);
        var before = Fingerprint();
        var report = Etl().Expect(0).Json();
        Assert.True(report.GetProperty("published").GetBoolean());
        Assert.Contains($"model version {version}", report.GetProperty("warnings")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal(before, Fingerprint());
        AssertKeysAreOfThisVersion(events);
        Product.Run("check", "--rebuild", "--target", scratch.Target).Expect(0);
        Assert.False(Etl().Expect(0).Json().GetProperty("published").GetBoolean());
        Assert.Equal((DuckDbStorage.Version, DuckDbStorage.Version), (StorageVersion("sparkify.duckdb"), StorageVersion("backroom/work.duckdb")));
    }

    [Theory, InlineData(1), InlineData(2)]
    public void After_an_upgrade_loads_follow_changes_as_ever(int version)
    {
        Unpack(version);
        Etl().Expect(0);
        scratch.Write("logs/new.json", """{"itemInSession":0,"level":"free","page":"Home","sessionId":900001,"ts":1541106106796,"userId":"7"}""");
        Etl().Expect(0);
        Product.Run("check", "--rebuild", "--target", scratch.Target).Expect(0);
    }

    [Fact]
    public void Files_of_an_older_storage_version_get_this_one_with_the_next_load_and_keep_their_rows()
    {
        Etl().Expect(0);
        foreach (var file in Files)
            StoreAs(file, "v1.0.0");
        var before = Fingerprint();
        // Without news nothing is written, and the older files serve.
        Assert.False(Etl().Expect(0).Json().GetProperty("published").GetBoolean());
        Assert.Equal(before, Fingerprint());
        scratch.Write("logs/new.json", """{"itemInSession":0,"level":"free","page":"Home","sessionId":900001,"ts":1541106106796,"userId":"7"}""");
        Assert.Equal(1, Etl().Expect(0).Json().GetProperty("rows").GetProperty("accepted").GetInt64());
        Assert.All(Files, file => Assert.Equal(DuckDbStorage.Version, StorageVersion(file)));
        Product.Run("check", "--rebuild", "--target", scratch.Target).Expect(0);
    }

    [Fact]
    public void Files_of_a_newer_storage_version_are_refused_and_left_as_they_are()
    {
        Etl().Expect(0);
        foreach (var file in Files)
            StoreAs(file, "latest");
        var before = Fingerprint();
        var backroom = File.ReadAllBytes(scratch.In("warehouse/backroom/work.duckdb"));
        scratch.Write("logs/new.json", """{"itemInSession":0,"level":"free","page":"Home","sessionId":900001,"ts":1541106106796,"userId":"7"}""");
        Assert.Contains("newer version of sparkify", Etl().Expect(1).Error, StringComparison.Ordinal);
        Assert.Equal(before, Fingerprint());
        Assert.Equal(backroom, File.ReadAllBytes(scratch.In("warehouse/backroom/work.duckdb")));
    }

    [Fact]
    public void Check_says_that_an_earlier_version_has_to_be_loaded_first() =>
        Assert.Contains("written by model version 1", Product.Run("check", "--target", scratch.Target).Expect(1).Error, StringComparison.Ordinal);

    [Theory, InlineData("backroom/work.duckdb", "backroom.warehouse"), InlineData("sparkify.duckdb", "main.publication")]
    public void A_warehouse_of_a_newer_version_is_refused_and_left_as_it_is(string file, string table)
    {
        Change(file, $"update {table} set model_version = 99");
        var before = Fingerprint();
        var refused = Etl().Expect(1);
        Assert.Contains($"model version 99; this sparkify knows version {SparkifyWarehouse.ModelVersion}. Update sparkify", refused.Error, StringComparison.Ordinal);
        Assert.Equal(before, Fingerprint());
    }

    void Unpack(int version)
    {
        using var archive = new GZipStream(File.OpenRead(Path.Combine(TestData.Root, "tests", "Sparkify.Cli.Tests", "Upgrades", $"model-{version}.tar.gz")), CompressionMode.Decompress);
        if (Directory.Exists(scratch.In("warehouse")))
            Directory.Delete(scratch.In("warehouse"), recursive: true);
        Directory.CreateDirectory(scratch.In("warehouse"));
        TarFile.ExtractToDirectory(archive, scratch.In("warehouse"), overwriteFiles: false);
    }

    ProductRun Etl() => Product.Run("etl", "--logs", scratch.In("logs"), "--target", scratch.Target, "--json");

    string Fingerprint() => string.Join('\n', Shown.Select(query =>
        Product.Run("query", $"select * from ({query}) order by all", "--target", scratch.Target, "--format", "csv").Expect(0).Output));

    void AssertKeysAreOfThisVersion(int events)
    {
        using var backroom = Open("backroom/work.duckdb");
        using var command = backroom.CreateCommand();
        command.CommandText = "select event_key, session_id, item_in_session, user_id, epoch_ms(ts) from backroom.accepted_events";
        using var reader = command.ExecuteReader();
        var rows = 0;
        for (; reader.Read(); rows++)
            Assert.Equal(EventKey.Compute(reader.GetInt64(1), reader.GetInt32(2), reader.IsDBNull(3) ? null : reader.GetInt32(3), reader.GetInt64(4)), reader.GetInt64(0));
        Assert.Equal(events, rows);
    }

    void Change(string file, string sql)
    {
        var path = Path.Combine(scratch.In("warehouse"), file);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        using var connection = Open(file);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        Assert.Equal(1, command.ExecuteNonQuery());
    }

    /// <summary>Writes a room's file again as another version of the engine would.</summary>
    void StoreAs(string file, string version)
    {
        var path = scratch.In($"warehouse/{file}");
        using (var connection = new DuckDBConnection("Data Source=:memory:"))
        {
            connection.Open();
            Execute(connection, $"attach '{path}' as written (read_only)");
            Execute(connection, $"attach '{path}.other' as other (storage_version '{version}')");
            Execute(connection, "copy from database written to other");
        }
        File.Delete(path);
        File.Move($"{path}.other", path);
    }

    /// <summary>The storage version that the engine reads from a file, which it writes as "v1.3.0+".</summary>
    string StorageVersion(string file)
    {
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        Execute(connection, $"attach '{scratch.In($"warehouse/{file}")}' as written (read_only)");
        using var command = connection.CreateCommand();
        command.CommandText = "select tags['storage_version'] from duckdb_databases() where database_name = 'written'";
        return ((string)command.ExecuteScalar()!).TrimEnd('+');
    }

    static void Execute(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    DuckDBConnection Open(string file)
    {
        var connection = new DuckDBConnection($"Data Source={Path.Combine(scratch.In("warehouse"), file)}");
        connection.Open();
        return connection;
    }
}
