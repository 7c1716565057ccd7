namespace Sparkify.Cli.Tests.Contract;

/// <summary>Analysts, who see nothing of the backroom, hear of a load that published nothing.</summary>
public sealed class NoticeTests
{
    public static TheoryData<string> Engines => TestWarehouse.Engines;

    [Theory, MemberData(nameof(Engines))]
    public void A_load_that_publishes_nothing_tells_analysts_until_one_publishes(string name)
    {
        using var place = TestWarehouse.On(name);
        using var scratch = new ScratchFolder();
        scratch.Write("logs/0.json", """{"itemInSession":0,"level":"free","page":"Home","sessionId":2,"ts":1541106106796,"userId":"7"}""");
        Load("""{"artist":"a","itemInSession":0,"length":1.5,"level":"free","page":"NextSong","sessionId":1,"song":"s","ts":1541106106796,"userId":"7"}""", 0);
        Assert.Null(place.Engine.ReadNotice());

        Load(string.Join('\n', Enumerable.Repeat("no event", 30)), 3);
        Assert.Matches(@"^Load \d+ of \d{4}-\d\d-\d\d \d\d:\d\d UTC was refused: 30 of 30 rows were rejected, more than the limit \(.*\) allows\. The data are those of the load published before it\.$", place.Engine.ReadNotice());

        Load("""{"artist":"a","itemInSession":1,"length":1.5,"level":"free","page":"NextSong","sessionId":1,"song":"s","ts":1541106106796,"userId":"7"}""", 0);
        Assert.Null(place.Engine.ReadNotice());

        Load("BZh91AY&SY", 3);
        Assert.Matches(@"^Load \d+ of .* UTC failed: none of 1 files could be read\. The data are those of the load published before it\.$", place.Engine.ReadNotice());
        // Where the file at fault has gone, nothing is missing any more.
        File.Delete(scratch.In("logs/1.json"));
        place.Run("etl", "--logs", scratch.In("logs"), "--quiet").Expect(0);
        Assert.Null(place.Engine.ReadNotice());

        void Load(string lines, int exitCode)
        {
            scratch.Write("logs/1.json", lines);
            place.Run("etl", "--logs", scratch.In("logs"), "--quiet").Expect(exitCode);
        }
    }
}
