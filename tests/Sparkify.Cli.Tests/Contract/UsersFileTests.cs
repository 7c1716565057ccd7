using System.Globalization;
using Sparkify.Cli.Tests.S3;
using Sparkify.Warehouse.Tests;

namespace Sparkify.Cli.Tests.Contract;

/// <summary>A <c>dwh.cfg</c> as users have it, with a server and a bucket of their own in it: nothing else is needed on the command line.</summary>
public sealed class UsersFileTests : IDisposable
{
    readonly ScratchFolder scratch = new();
    readonly TestWarehouse place = TestWarehouse.On("postgresql");
    readonly TestBucket bucket = new(StoreProcess.Fauxqs);

    public void Dispose()
    {
        bucket.Dispose();
        place.Dispose();
        scratch.Dispose();
    }

    [Fact]
    public void The_users_file_alone_loads_the_real_data_from_a_bucket_into_a_server_and_lets_analysts_ask()
    {
        bucket.PutFolder(TestData.Logs(TestData.Sparkify), "log_data");
        bucket.PutFolder(TestData.Songs(TestData.Sparkify), "song_data");
        bucket.Put("log_json_path.json", File.ReadAllBytes(Path.Combine(TestData.Sparkify, "log_json_path.json")));
        var config = scratch.Write("dwh.cfg", UsersFile());

        var report = Run("etl", "--json").Expect(0).Json();

        Assert.Equal(8056 + 71, report.GetProperty("rows").GetProperty("read").GetInt64());
        Assert.Equal("6820\n", Run("query", "select count(*) from frontroom.songplays", "--format", "csv").Expect(0).Output.ReplaceLineEndings("\n").Split('\n', 2)[1]);
        Assert.False(Run("etl", "--json").Expect(0).Json().GetProperty("published").GetBoolean());

        ProductRun Run(params string[] arguments)
        {
            var run = Product.RunWith(bucket.Environment(), [.. arguments, "--config", config]);
            Assert.DoesNotContain("hush", run.Output + run.Error, StringComparison.Ordinal);
            return run;
        }
    }

    // The file of the real data with other values; what it says of Redshift stays, and hinders nobody.
    string UsersFile()
    {
        var values = new Dictionary<string, string>
        {
            ["HOST"] = "127.0.0.1",
            ["DB_NAME"] = place.Database!,
            ["DB_USER"] = PostgresServer.Loader,
            ["DB_PASSWORD"] = PostgresServer.LoaderPassword,
            ["DB_PORT"] = PostgresServer.Shared.Port.ToString(CultureInfo.InvariantCulture),
            ["LOG_DATA"] = $"'{bucket.Uri("log_data")}'",
            ["LOG_JSONPATH"] = $"'{bucket.Uri("log_json_path.json")}'",
            ["SONG_DATA"] = $"'{bucket.Uri("song_data")}'",
        };
        var lines = File.ReadAllLines(Path.Combine(TestData.Sparkify, "dwh.cfg")).Select(line => values.TryGetValue(line.Split('=')[0], out var value) ? $"{line.Split('=')[0]}={value}" : line);
        return string.Join('\n', lines) + $"\n\n[TARGET]\nENGINE=postgresql\n\n[ANALYST]\nDB_USER={TestWarehouse.Analyst}\nDB_PASSWORD={TestWarehouse.AnalystPassword}\n";
    }
}
