namespace Sparkify.Cli.Tests.Faults;

/// <summary>A folder with a small service's data and a warehouse, and what tests of faults ask of them.</summary>
public abstract class FaultScene : IDisposable
{
    /// <summary>Events a day of <see cref="WriteDay"/>.</summary>
    protected const int EventsADay = 6;

    const string Folders = "logs,songs";

    protected FaultScene()
    {
        foreach (var folder in Folders.Split(','))
            Directory.CreateDirectory(Scratch.In(folder));
    }

    protected ScratchFolder Scratch { get; } = new();

    protected string Logs => Scratch.In("logs");

    protected string Songs => Scratch.In("songs");

    protected string Target => Scratch.Target;

    public virtual void Dispose()
    {
        Scratch.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The events of a day, a line each: plays and visits of two listeners.</summary>
    protected static string Day(int day) => string.Concat(Enumerable.Range(0, EventsADay).Select(item =>
        $$"""{"artist":{{(item % 2 == 0 ? "\"Someone\"" : "null")}},"auth":"Logged In","firstName":"Ada","gender":"F","itemInSession":{{item}},"lastName":"Low","length":{{(item % 2 == 0 ? "200.5" : "null")}},"level":"free","location":"Here","method":"GET","page":"{{(item % 2 == 0 ? "NextSong" : "Home")}}","registration":1540000000000.0,"sessionId":{{day}},"song":{{(item % 2 == 0 ? "\"Something\"" : "null")}},"status":200,"ts":{{1541030400000L + (day * 86_400_000L) + item}},"userAgent":"x","userId":"{{5 + (day % 2)}}"}""" + "\n"));

    /// <summary>Writes a day's file; gives its path.</summary>
    protected string WriteDay(int day) => Scratch.Write($"logs/2018-11-{day:00}-events.json", Day(day));

    /// <summary>Loads the first day, so that there is a front room; gives what it shows.</summary>
    protected string LoadFirstDay()
    {
        WriteFirstDay();
        Etl().Expect(0);
        return Shown();
    }

    /// <summary>Writes the files of the first day.</summary>
    protected void WriteFirstDay()
    {
        WriteDay(1);
        Scratch.Write("songs/TR1.json", """{"num_songs":1,"artist_id":"AR1","artist_latitude":null,"artist_longitude":null,"artist_location":"","artist_name":"Someone","song_id":"SO1","title":"Something","duration":200.5,"year":0}""");
    }

    /// <summary>Runs a load of both folders.</summary>
    protected ProductRun Etl(params string[] more) => Product.Run(["etl", "--logs", Logs, "--songs", Songs, "--target", Target, "--quiet", .. more]);

    /// <summary>Everything the front room shows: a line a table, with its rows and a hash over all their columns.</summary>
    protected string Shown() => FrontroomFigures.WithHistory(Target);

    /// <summary>Rows of a front-room table.</summary>
    protected long Count(string table) => long.Parse(Product.Ask(Target, $"select count(*) from {table}"));

    /// <summary>The state of each file in the ledger, by its name.</summary>
    protected Dictionary<string, string> FileStates() => Product.Run("status", "--files", "--target", Target, "--json").Expect(0).Json().EnumerateArray()
        .ToDictionary(file => Path.GetFileName(file.GetProperty("file").GetString()!), file => file.GetProperty("state").GetString()!);

    /// <summary>That a run ended so, with a message for people that says all of this.</summary>
    protected static void AssertFailed(ProductRun run, int exitCode, params string[] saying)
    {
        Assert.NotNull(run);
        run.Expect(exitCode);
        // A load's log may come before it.
        Assert.Contains("\nsparkify: ", "\n" + run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        foreach (var part in saying)
            Assert.True(run.Error.Contains(part, StringComparison.Ordinal), $"Not said: {part}\n{run.Error}");
    }
}
