using Sparkify.Cli.Tests.Confluence;
using Sparkify.Warehouse.Engines.Sql;

namespace Sparkify.Cli.Tests.Contract;

/// <summary>An empty warehouse on an engine and folders of sources for it: where a test of the contract plays.</summary>
sealed class ContractScene : IDisposable
{
    /// <summary>Text that is no event: a reject.</summary>
    public const string NoEvent = "no JSON\n";

    readonly ScratchFolder scratch = new();

    public ContractScene(string engine, TimeProvider? clock = null)
    {
        Place = TestWarehouse.On(engine);
        foreach (var folder in (ReadOnlySpan<string>)["logs", "songs"])
            Directory.CreateDirectory(scratch.In(folder));
        Steps = Place.Steps(scratch.Path, clock);
    }

    /// <summary>Where the warehouse lives.</summary>
    public TestWarehouse Place { get; }

    /// <summary>Loads within this process.</summary>
    public WarehouseSteps Steps { get; }

    /// <summary>The folder of event files.</summary>
    public string Logs => scratch.In("logs");

    /// <summary>The folder of song files.</summary>
    public string Songs => scratch.In("songs");

    public void Dispose()
    {
        Place.Dispose();
        scratch.Dispose();
    }

    /// <summary>An event that is no play.</summary>
    public static string Event(int item, string place = "Here") =>
        $$"""{"itemInSession":{{item}},"level":"free","location":"{{place}}","page":"Home","sessionId":1,"ts":{{1541106106796 + (item * 1000)}},"userId":"7"}""" + "\n";

    /// <summary>A play.</summary>
    public static string Play(int item, string song = "Something") =>
        $$"""{"artist":"Someone","itemInSession":{{item}},"length":200.5,"level":"paid","page":"NextSong","sessionId":2,"song":"{{song}}","ts":{{1541106106796 + (item * 1000)}},"userId":"8"}""" + "\n";

    /// <summary>Writes an event file; gives its path.</summary>
    public string Write(string name, string content) => scratch.Write(Path.Combine("logs", name), content);

    /// <summary>All that analysts see.</summary>
    public string Shown() => FrontroomComparison.Shown(Steps);

    /// <summary>A number, asked of both rooms.</summary>
    public long Ask(string sql)
    {
        using var rooms = Steps.Engine.OpenBackroom();
        return Convert.ToInt64(rooms.Scalar(sql));
    }

    /// <summary>The state of each file in the ledger, by its name.</summary>
    public Dictionary<string, string> States()
    {
        using var rooms = Steps.Engine.OpenBackroom();
        return rooms.Query("select uri, state from backroom.files", row => (Path.GetFileName(row.GetString(0)), row.GetString(1))).ToDictionary();
    }

    /// <summary>That the warehouse is the one that a single load of the files that lie there now gives.</summary>
    public void AssertAsFresh()
    {
        var once = new WarehouseSteps(scratch.In("once"), scratch.Path);
        once.Load(Feeds.Both);
        Assert.Null(FrontroomComparison.Difference(Steps, once));
    }
}
