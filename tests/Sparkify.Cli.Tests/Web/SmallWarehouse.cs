using Sparkify.Cli.Tests.Contract;

namespace Sparkify.Cli.Tests.Web;

/// <summary>A warehouse on any engine with one play, to which more can be added.</summary>
sealed class SmallWarehouse : IDisposable
{
    const string Day = """{"artist":"a","itemInSession":0,"length":1.5,"level":"free","page":"NextSong","sessionId":1,"song":"s","ts":1541106106796,"userId":"7","location":"Oslo"}""";

    readonly ScratchFolder scratch = new();
    readonly TestWarehouse place;
    int plays;

    public SmallWarehouse(string engine)
    {
        place = TestWarehouse.On(engine);
        AddPlay();
    }

    /// <summary>The options that lead a command to it.</summary>
    public string[] Options => place.Options;

    /// <summary>Its target.</summary>
    public string Target => place.Target;

    /// <summary>Loads one more play.</summary>
    public void AddPlay()
    {
        plays++;
        scratch.Write($"logs/{plays}.json", Day.Replace("\"sessionId\":1", $"\"sessionId\":{plays}", StringComparison.Ordinal));
        Product.Run(["etl", "--logs", scratch.In("logs"), "--quiet", .. Options]).Expect(0);
    }

    public void Dispose()
    {
        place.Dispose();
        scratch.Dispose();
    }
}
