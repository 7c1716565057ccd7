using System.Globalization;

namespace Sparkify.Cli.Tests.Contract;

/// <summary>A password in a target is shown by no command: not in its answer, its hints, its JSON, its errors, nor to whoever meets its lock.</summary>
public sealed class SecretsInTargetsTests : IDisposable
{
    readonly ScratchFolder scratch = new();
    readonly TestWarehouse place = TestWarehouse.On(TestWarehouse.Server);

    public void Dispose()
    {
        place.Dispose();
        scratch.Dispose();
    }

    [Fact]
    public void No_command_shows_a_password_of_its_target()
    {
        scratch.Write("logs/1.json", """{"artist":"a","itemInSession":0,"length":1.5,"level":"free","page":"NextSong","sessionId":1,"song":"s","ts":1541106106796,"userId":"7"}""");
        var port = PostgresServer.Shared.Port;
        string[] targets =
        [
            string.Create(CultureInfo.InvariantCulture, $"postgresql://{PostgresServer.Loader}@127.0.0.1:{port}/{place.Database}?password={PostgresServer.LoaderPassword}&sslpassword=hush-key"),
            string.Create(CultureInfo.InvariantCulture, $"postgresql://127.0.0.1:{port}/{place.Database}?user={PostgresServer.Loader}&password={PostgresServer.LoaderPassword}"),
            string.Create(CultureInfo.InvariantCulture, $"jdbc:postgresql://127.0.0.1:{port}/{place.Database}?user={PostgresServer.Loader}&password=hush-wrong"),
            $"postgresql://127.0.0.1:1/{place.Database}?password=hush-closed",
            $"postgresql://127.0.0.1/{place.Database}?password=hush-unknown&colour=red",
            "mysql://127.0.0.1/x?password=hush-no-engine",
        ];
        string[][] commands =
        [
            ["etl", "--logs", scratch.In("logs")], ["etl", "--logs", scratch.In("logs"), "--dry-run"], ["etl", "--logs", scratch.In("logs"), "--json"], ["status"], ["status", "--json"], ["status", "--files"],
            ["query", "select nonsense"], ["query", "select 1"], ["report", "top-songs"], ["rejects"], ["check"], ["withdraw", "1.json", "--dry-run"], ["withdraw", "none.json"], ["keys"],
            ["export", scratch.In("out")], ["create-tables"], ["create-tables", "--dry-run"],
        ];
        foreach (var target in targets)
            // Where there is no warehouse, most commands say the same.
            foreach (var command in target == targets[0] ? commands : commands.Where(command => command[0] is "etl" or "query" or "status"))
            {
                var run = Product.Run([.. command, "--target", target, .. place.Options[2..]]);
                Assert.False((run.Output + run.Error).Contains("hush", StringComparison.Ordinal), $"{string.Join(' ', command)} on {target}:\n{run.Output}{run.Error}");
            }
    }

    [Fact]
    public void A_password_file_that_others_may_read_is_not_used_and_the_load_says_so()
    {
        if (OperatingSystem.IsWindows())
            return;
        var target = string.Create(CultureInfo.InvariantCulture, $"postgresql://{PostgresServer.Loader}@127.0.0.1:{PostgresServer.Shared.Port}/{place.Database}");
        var file = scratch.Write(".pgpass", $"*:*:*:{PostgresServer.Loader}:{PostgresServer.LoaderPassword}\n");
        var link = scratch.In("link");
        File.CreateSymbolicLink(link, file);
        foreach (var mode in (ReadOnlySpan<UnixFileMode>)[UnixFileMode.GroupRead, UnixFileMode.OtherRead, UnixFileMode.OtherWrite, UnixFileMode.None])
            foreach (var path in (ReadOnlySpan<string>)[file, link])
            {
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | mode);
                var run = Product.RunHereWith(new Dictionary<string, string> { ["PGPASSFILE"] = path }, "status", "--json", "--target", target);
                run.Expect(mode == UnixFileMode.None ? 0 : 1);
                Assert.Equal(mode != UnixFileMode.None, run.Error.Contains($"warning: The password file {path} can be read by others and is not used. Make it yours alone: chmod 600 {path}", StringComparison.Ordinal));
            }
    }
}
