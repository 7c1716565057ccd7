using System.Globalization;
using System.Text.Json;

namespace Sparkify.Cli.Tests.Acceptance;

/// <summary>One load of a file for each fault, good rows around it, and what the commands say of it afterwards.</summary>
public sealed class FaultyLoad : IDisposable
{
    readonly ScratchFolder scratch = new();
    readonly ILookup<string, JsonElement> rejects;
    readonly Dictionary<string, JsonElement> accounts;

    public FaultyLoad()
    {
        var item = 1000;
        foreach (var (what, line, _, _) in RejectTests.Lines().Select(row => row.Data))
        {
            var before = RejectTests.Event(item++) + "\n\n";
            Events.Add(what, (scratch.Write($"logs/{Events.Count}.json", before + line + "\n" + RejectTests.Event(item++) + "\n"), before));
        }
        foreach (var (find, replace, _, _) in RejectTests.SongFaults().Select(row => row.Data))
        {
            var line = RejectTests.Replaced(RejectTests.Song, find, replace);
            Songs.Add(replace, (scratch.Write($"songs/A/B/C/TR{Songs.Count}.json", line), line));
        }
        scratch.Write("songs/A/B/C/good.json", RejectTests.Replaced(RejectTests.Song, "SO1", "SO2"));
        var rows = Product.Run("etl", "--logs", scratch.In("logs"), "--songs", scratch.In("songs"), "--target", scratch.Target, "--max-rejects", "100%", "--json").Expect(0).Json().GetProperty("rows");
        Counted = (rows.GetProperty("read").GetInt64(), rows.GetProperty("accepted").GetInt64(), rows.GetProperty("rejected").GetInt64());
        PageEvents = long.Parse(Product.Ask(scratch.Target, "select count(*) from page_events"), CultureInfo.InvariantCulture);
        rejects = Ask("rejects").ToLookup(reject => reject.GetProperty("file").GetString()!);
        accounts = Ask("status", "--files").ToDictionary(account => account.GetProperty("file").GetString()!);
    }

    /// <summary>By what is wrong: the file, and what stands in it before the faulty line.</summary>
    public Dictionary<string, (string File, string Before)> Events { get; } = [];

    /// <summary>By what stands in place of something good: the file, and its line.</summary>
    public Dictionary<string, (string File, string Line)> Songs { get; } = [];

    /// <summary>Rows as the load's report counts them.</summary>
    public (long Read, long Accepted, long Rejected) Counted { get; }

    /// <summary>Rows of <c>page_events</c>.</summary>
    public long PageEvents { get; }

    /// <summary>The one reject of a file is this one.</summary>
    public void AssertReject(string file, long line, long offset, string? field, string reason, string raw) =>
        AssertIs(Assert.Single(rejects[file]), file, line, offset, field, reason, raw);

    /// <summary>A reject is this one.</summary>
    public static void AssertIs(JsonElement reject, string file, long line, long offset, string? field, string reason, string raw)
    {
        Assert.Equal(file, reject.GetProperty("file").GetString());
        Assert.Equal(line, reject.GetProperty("line").GetInt64());
        Assert.Equal(offset, reject.GetProperty("byte_offset").GetInt64());
        Assert.Equal(field, reject.GetProperty("field").GetString());
        Assert.Equal(reason, reject.GetProperty("reason").GetString());
        Assert.Equal(raw.Length > 65_536 ? raw[..65_536] : raw, reject.GetProperty("raw").GetString());
        Assert.False(string.IsNullOrWhiteSpace(reject.GetProperty("expected").GetString()));
    }

    /// <summary>The file was taken, with this account of its rows.</summary>
    public void AssertAccount(string file, long read, long accepted, long rejected)
    {
        var account = accounts[file];
        Assert.Equal((read, accepted, rejected, "taken"), (
            account.GetProperty("read").GetInt64(), account.GetProperty("accepted").GetInt64(), account.GetProperty("rejected").GetInt64(), account.GetProperty("state").GetString()));
    }

    public void Dispose() => scratch.Dispose();

    JsonElement[] Ask(params string[] command) => [.. Product.Run([.. command, "--target", scratch.Target, "--json"]).Expect(0).Json().EnumerateArray()];
}
