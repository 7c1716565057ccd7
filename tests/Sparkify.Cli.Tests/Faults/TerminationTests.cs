using System.Diagnostics;
using System.IO.Compression;
using Sparkify.Cli.Tests.Contract;

namespace Sparkify.Cli.Tests.Faults;

/// <summary>One SIGTERM ends a load within two seconds, whatever it is doing and whatever lies in its sources, and the front room is as it was.</summary>
public sealed class TerminationTests : FaultScene
{
    /// <summary>Two seconds in a full run, which has the machine to itself. Otherwise enough for a busy machine, and far less than what is ended would take.</summary>
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(TestRun.IsFull ? 2 : 60);

    static readonly int Many = TestRun.IsFull ? 2000 : 160;

    static readonly string[] Common = ["listing", "comparing", "reading", "settling", "building songplays", "checking"];

    public static TheoryData<string, string[]> PhasesByEngine { get; } = Phases();

    static TheoryData<string, string[]> Phases()
    {
        var phases = new TheoryData<string, string[]>();
        foreach (var engine in TestWarehouse.EngineNames)
            phases.Add(engine, engine == TestWarehouse.Embedded ? [.. Common, "copying", "finding changes", "committing", "checkpointing", "flushing", "keeping the previous file"] : Common);
        return phases;
    }

    [Theory]
    [MemberData(nameof(PhasesByEngine))]
    public void In_each_phase_it_ends_and_the_next_load_completes_it(string engine, string[] phases)
    {
        using var place = TestWarehouse.On(engine);
        string[] etl = ["etl", "--logs", Logs, "--songs", Songs, "--max-rejects", "100%", .. place.Options];
        for (var day = 1; day <= 3; day++)
            WriteDay(day);
        Product.Run(etl).Expect(0);
        var before = Figures(place);
        WriteDay(4);
        Bash("mkfifo logs/pipe.json; ln -s /dev/zero logs/device.json");
        WriteBomb("logs/blanks.json.gz", "  \n"u8, copies: 1);
        foreach (var phase in phases)
        {
            using var load = RunningLoad.HaltedAt(phase, etl);
            var (run, took) = load.Terminate();
            Assert.True(run.ExitCode == 130, $"In {phase} it ended with {run.ExitCode}.\n{run.Output}{run.Error}");
            Assert.Contains("Interrupted. The front room is as it was before", run.Error, StringComparison.Ordinal);
            Assert.True(took < Soon, $"In {phase} it took {took}.");
            Assert.Equal(before, Figures(place));
        }
        Product.Run(etl).Expect(3);
        Assert.Equal(4 * EventsADay, Total(place));
        Product.Run(["check", .. place.Options]).Expect(0);
    }

    [Theory]
    [MemberData(nameof(TestWarehouse.Engines), MemberType = typeof(TestWarehouse))]
    public void While_it_unpacks_what_never_ends(string engine)
    {
        using var place = TestWarehouse.On(engine);
        WriteDay(1);
        place.Run("etl", "--logs", Logs).Expect(0);
        var before = Figures(place);
        // Each of some hundred gigabytes in a full run, and of ten otherwise: zero bytes, blanks, one text, an array in an array in an array.
        WriteBomb("logs/zeros.json.gz", "\0"u8, copies: Many);
        WriteBomb("logs/blanks.json.gz", " "u8, copies: Many);
        WriteBomb("songs/text.json.gz", "x"u8, copies: Many, start: "{\"artist\":\""u8);
        WriteBomb("songs/nested.json.gz", "["u8, copies: Many);
        foreach (var source in new[] { "--logs", "--songs" })
        {
            var folder = source == "--logs" ? Logs : Songs;
            using var load = RunningLoad.HaltedReading(folder, ["etl", source, folder, .. place.Options]);
            load.GoOn(TimeSpan.FromSeconds(1));
            var (run, took) = load.Terminate();
            Assert.Contains("sparkify: Interrupted", run.Expect(130).Error, StringComparison.Ordinal);
            Assert.True(took < Soon, $"With {source} it took {took}.");
            Assert.Equal(before, Figures(place));
        }
    }

    [Fact]
    public void And_what_ends_late_is_read_in_bounded_memory_and_costs_a_row_each()
    {
        WriteDay(1);
        WriteBomb("logs/zeros.json.gz", "\0"u8, copies: 5);
        WriteBomb("logs/blanks.json.gz", "\n"u8, copies: 5);
        WriteBomb("logs/text.json.gz", "x"u8, copies: 5, start: "{\"artist\":\""u8);
        WriteBomb("logs/nested.json.gz", "["u8, copies: 5);
        // 300 MiB, of which the engine's own memory is none.
        var limit = new Dictionary<string, string> { ["DOTNET_GCHeapHardLimit"] = "0x12C00000" };
        var run = Product.RunWith(limit, "etl", "--logs", Logs, "--target", Target, "--json", "--quiet").Expect(0).Json();
        Assert.Equal((EventsADay + 3, 3), (run.GetProperty("rows").GetProperty("read").GetInt32(), run.GetProperty("rows").GetProperty("rejected").GetInt32()));
    }

    [Fact]
    public void A_command_that_the_system_does_not_let_go_is_ended_all_the_same()
    {
        // Opening a pipe waits for a writer, whoever asks for it by name.
        Bash("mkfifo paths.json");
        using var load = RunningLoad.HaltedOpening("etl", "--logs", Logs, "--log-jsonpath", Scratch.In("paths.json"), "--target", Target, "--json");
        var (run, took) = load.Terminate();
        AssertFailed(run, 130, "Interrupted");
        Assert.Equal(130, run.Json().GetProperty("exit_code").GetInt32());
        Assert.True(took < Soon, $"It took {took}.");
    }

    static string Figures(TestWarehouse place) => place.Run(
        "query", "select (select count(*) from songplays), (select count(*) from page_events), (select count(*) from users), (select max(load_id) from load_history)", "--format", "csv").Expect(0).Output;

    static long Total(TestWarehouse place) =>
        long.Parse(place.Run("query", "select (select count(*) from songplays) + (select count(*) from page_events)", "--format", "csv").Expect(0).Output.TrimEnd().Split('\n')[^1].Trim());

    /// <summary>Writes gzip members of 64 MiB each of one byte or a few over and over; they are all the same, so that writing them costs nothing.</summary>
    void WriteBomb(string name, ReadOnlySpan<byte> unit, int copies, ReadOnlySpan<byte> start = default)
    {
        const int Size = 64 << 20;
        var content = new byte[Size];
        for (var at = 0; at < Size; at += unit.Length)
            unit[..Math.Min(unit.Length, Size - at)].CopyTo(content.AsSpan(at));
        using var file = File.Create(Scratch.In(name));
        if (!start.IsEmpty)
            file.Write(Packed(start));
        var member = Packed(content);
        for (; copies > 0; copies--)
            file.Write(member);
    }

    static byte[] Packed(ReadOnlySpan<byte> content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(content);
        return packed.ToArray();
    }

    void Bash(string script)
    {
        using var bash = Process.Start(new ProcessStartInfo("bash", ["-c", "set -e\n" + script]) { WorkingDirectory = Scratch.Path })!;
        bash.WaitForExit();
        Assert.Equal(0, bash.ExitCode);
    }
}
