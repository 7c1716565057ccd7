using System.Diagnostics;
using System.IO.Compression;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Sparkify.Cli.Tests.Faults;

/// <summary>Source folders with everything in them that a file system may hold under a file's name: an error each, the others are published.</summary>
public sealed class OddFileTests : FaultScene
{
    public override void Dispose()
    {
        // .NET cannot delete names that are not UTF-8.
        Bash("chmod -R u+rwX logs; rm -rf logs");
        base.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void All_kinds_of_odd_files_at_once_are_an_error_each_and_the_others_are_published()
    {
        WriteDay(1);
        Scratch.Write("private/secret.json", Day(9));
        Bash("""
            cd logs
            mkfifo pipe.json
            ln -s pipe.json to-pipe.json
            ln -s socket.json to-socket.json
            ln -s /dev/zero to-device.json
            ln -s nowhere to-nowhere.json
            ln -s ../private/secret.json to-secret.json
            ln -s to-circle.json to-circle.json
            ln -s /proc/self/environ to-proc.json
            touch $'caf\xe9.json' locked.json
            mkdir $'caf\xe9' locked
            cp 2018-11-01-events.json $'caf\xe9/a.json'
            cp 2018-11-01-events.json locked/b.json
            chmod 000 locked.json locked
            """);
        if (Environment.IsPrivilegedProcess)
            Bash("mknod logs/device.json c 1 5");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(Scratch.In("logs/socket.json")));
        File.WriteAllBytes(Scratch.In("logs/packed.json"), [.. "BZh91AY&SY"u8, 1, 2, 3]);
        Bash("chmod a+rwx . logs songs; mkdir warehouses; chmod a+rwx warehouses");

        var run = Product.RunWithoutRights("etl", "--logs", Logs, "--songs", Songs, "--target", $"duckdb:{Scratch.In("warehouses/one")}", "--quiet", "--json").Expect(3).Json();
        var errors = run.GetProperty("failures").EnumerateArray().ToDictionary(failure => Path.GetRelativePath(Logs, failure.GetProperty("file").GetString()!), failure => failure.GetProperty("error").GetString()!);
        var expected = new Dictionary<string, string>
        {
            ["pipe.json"] = "It is a named pipe",
            ["to-pipe.json"] = "It is a link to a named pipe",
            ["socket.json"] = "It is a socket",
            ["to-socket.json"] = "It is a link to a socket",
            ["to-device.json"] = "It is a link to a character device",
            ["to-nowhere.json"] = "leads nowhere",
            ["to-secret.json"] = "outside the source folder",
            ["to-circle.json"] = "leads in a circle",
            ["to-proc.json"] = "outside the source folder",
            ["caf\\xe9.json"] = "name is not UTF-8",
            ["caf\\xe9/"] = "1 file was not read",
            ["locked.json"] = "Permission denied",
            ["locked/"] = "The folder cannot be listed: Permission denied",
            ["packed.json"] = "bzip2",
        };
        if (Environment.IsPrivilegedProcess)
            expected.Add("device.json", "It is a character device");
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), errors.Keys.Order(StringComparer.Ordinal));
        foreach (var (file, error) in expected)
            Assert.Contains(error, errors[file], StringComparison.Ordinal);
        Assert.Equal((true, 1, 0, EventsADay), (run.GetProperty("published").GetBoolean(), run.GetProperty("files").GetProperty("taken").GetInt32(), run.GetProperty("rows").GetProperty("rejected").GetInt32(), run.GetProperty("rows").GetProperty("read").GetInt32()));

        // The ledger has each, and forgets the folders once they can be listed.
        Dictionary<string, string> States() => Product.RunWithoutRights("status", "--files", "--target", $"duckdb:{Scratch.In("warehouses/one")}", "--json").Expect(0).Json().EnumerateArray()
            .ToDictionary(file => Path.GetRelativePath(Logs, file.GetProperty("file").GetString()!), file => file.GetProperty("state").GetString()!);
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), States().Where(file => file.Value == "failed").Select(file => file.Key).Order(StringComparer.Ordinal));
        Bash("chmod 755 logs/locked; rm -rf logs/caf* logs/to-*");
        Product.RunWithoutRights("etl", "--logs", Logs, "--target", $"duckdb:{Scratch.In("warehouses/one")}", "--quiet").Expect(3);
        Assert.DoesNotContain(States().Keys, file => file.EndsWith('/'));
        Assert.Equal("taken", States()["locked/b.json"]);
    }

    [Fact]
    public void Names_that_a_terminal_would_obey_or_sql_would_read_are_names_like_any()
    {
        string[] names = ["a b.json", "quote'.json", "line\nend.json", "esc\u001b[31m.json", "100%.json", "semi;colon.json", "back\\slash.json", "ü\u202Ex.json", "*.json", "$HOME.json", "-rf.json"];
        for (var day = 1; day <= names.Length; day++)
            Scratch.Write("logs/" + names[day - 1], Day(day));
        Etl().Expect(0);
        Assert.Equal(names.Length * EventsADay, Count("songplays") + Count("page_events"));
        Assert.Equal(names.Order(StringComparer.Ordinal), FileStates().Keys.Order(StringComparer.Ordinal));
        Product.Run("withdraw", Scratch.In("logs/line\nend.json"), "--target", Target).Expect(0);
        Assert.Equal("withdrawn", FileStates()["line\nend.json"]);
    }

    [Fact]
    public void Files_passed_over_are_reported_by_a_load_and_by_its_dry_run_and_padding_is_not_among_them()
    {
        WriteDay(1);
        Scratch.Write("logs/b.JSON", Day(2));
        Scratch.Write("logs/c.json.zst", "x");
        Directory.CreateSymbolicLink(Scratch.In("logs/current"), Logs);
        using (var packed = File.Create(Scratch.In("logs/d.json.gz")))
        {
            using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
                gzip.Write(Encoding.UTF8.GetBytes(Day(3)));
            packed.Write(new byte[512]);
        }
        foreach (var command in new[] { "--dry-run", "--quiet" })
        {
            var text = Etl(command).Expect(0).Output;
            Assert.Contains($"Passed over: 2 files of events, not named *.json, *.jsonl or *.ndjson (or one of these with .gz): {Scratch.In("logs/b.JSON")}, {Scratch.In("logs/c.json.zst")}", text, StringComparison.Ordinal);
            Assert.Contains($"Passed over: 1 file of events, links to folders, which are not followed: {Scratch.In("logs/current")}", text, StringComparison.Ordinal);
        }
        var passedOver = Etl("--json").Expect(0).Json().GetProperty("passed_over").EnumerateArray().Select(one => $"{one.GetProperty("source")} {one.GetProperty("reason")} {one.GetProperty("files")} {one.GetProperty("first")[0]}");
        Assert.Equal([$"events ending 2 {Scratch.In("logs/b.JSON")}", $"events link_to_folder 1 {Scratch.In("logs/current")}"], passedOver);
        Assert.Equal(2 * EventsADay, Count("songplays") + Count("page_events"));
    }

    [Fact]
    public void A_first_load_of_nothing_says_so_and_publishes_no_load()
    {
        Scratch.Write("logs/b.JSON", Day(2));
        var first = Etl().Expect(0);
        Assert.StartsWith("There was nothing to load.", first.Output, StringComparison.Ordinal);
        File.CreateSymbolicLink(Scratch.In("logs/a.json"), "nowhere");
        var failed = Etl("--json").Expect(3).Json();
        Assert.Equal((false, JsonValueKind.Null), (failed.GetProperty("published").GetBoolean(), failed.GetProperty("load_id").ValueKind));
        Assert.StartsWith("Nothing was published.", Etl().Expect(3).Output, StringComparison.Ordinal);
        // The only file that the ledger knows never counted: it leaves without a publish that shows anything.
        var withdrawn = Product.Run("withdraw", Scratch.In("logs/a.json"), "--target", Target, "--json").Expect(0).Json();
        Assert.Equal("withdrawn", FileStates()["a.json"]);
        Assert.Equal(1, withdrawn.GetProperty("files").GetProperty("withdrawn").GetInt32());
    }

    void Bash(string script)
    {
        using var bash = Process.Start(new ProcessStartInfo("bash", ["-c", "set -e\n" + script]) { WorkingDirectory = Scratch.Path })!;
        bash.WaitForExit();
        Assert.Equal(0, bash.ExitCode);
    }
}
