using Sparkify.Cli.Tests.Confluence;
using Sparkify.Cli.Tests.Faults;

namespace Sparkify.Cli.Tests.Contract;

/// <summary>Loads on a server that are halted, met by others, interrupted and killed: readers never notice, and the next load goes on (R13).</summary>
public sealed class MeetingLoadsTests
{
    public static TheoryData<string> Servers => TestWarehouse.Servers;

    [Theory]
    [MemberData(nameof(Servers))]
    public void A_second_load_ends_with_4_and_names_the_first_and_a_killed_load_blocks_no_other(string engine)
    {
        using var scene = new ContractScene(engine);
        scene.Write("a.json", ContractScene.Event(0));
        scene.Steps.Load(Feeds.Both);
        var before = scene.Shown();
        var large = WriteLarge(scene);
        using (var load = RunningLoad.HaltedReading(scene.Logs, Etl(scene)))
        {
            var owner = $"process {load.ProcessId} on {Environment.MachineName}";
            foreach (var call in (string[][])[["etl", "--logs", scene.Logs], ["create-tables", "--yes"], ["withdraw", "a.json"]])
            {
                var refused = scene.Place.Run(call).Expect(4);
                Assert.Contains("is busy", refused.Error, StringComparison.Ordinal);
                Assert.Contains(owner, refused.Error, StringComparison.Ordinal);
            }
            Assert.Contains($"Loading now   {owner}, since 20", scene.Place.Run("status").Expect(0).Output, StringComparison.Ordinal);
            // These hold nothing, and on a server nothing keeps them from looking.
            foreach (var call in (string[][])[["check"], ["rejects"], ["status", "--files"], ["query", "select 1"]])
                scene.Place.Run(call).Expect(0);
            Assert.Equal(before, scene.Shown());
            load.Kill();
        }
        Assert.Equal(before, scene.Shown());
        Assert.Equal(large + 1, scene.Steps.Load(Feeds.Both).Tables["page_events"]);
        scene.AssertAsFresh();
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public void An_interrupted_load_ends_with_130_and_the_next_one_completes_it(string engine)
    {
        using var scene = new ContractScene(engine);
        scene.Write("a.json", ContractScene.Event(0));
        scene.Steps.Load(Feeds.Both);
        var before = scene.Shown();
        WriteLarge(scene);
        using (var load = RunningLoad.HaltedReading(scene.Logs, Etl(scene)))
        {
            var run = load.Interrupt().Expect(130);
            Assert.Contains("The front room is as it was before. The next etl continues", run.Error, StringComparison.Ordinal);
        }
        Assert.Equal(before, scene.Shown());
        scene.Steps.Load(Feeds.Both);
        scene.AssertAsFresh();
    }

    static string[] Etl(ContractScene scene) => ["etl", "--logs", scene.Logs, "--songs", scene.Songs, .. scene.Place.Options];

    /// <summary>So many events that a load can be met reading them.</summary>
    static int WriteLarge(ContractScene scene)
    {
        const int events = 20_000;
        scene.Write("b.json", string.Concat(Enumerable.Range(1, events).Select(item => ContractScene.Event(item))));
        return events;
    }
}
