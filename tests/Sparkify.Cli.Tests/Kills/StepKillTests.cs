using System.Globalization;
using Sparkify.Cli.Tests.Contract;

namespace Sparkify.Cli.Tests.Kills;

/// <summary>Loads that are killed at each step they announce, from the listing of the files to the last word in the ledger.</summary>
public sealed class StepKillTests
{
    /// <summary>In a short run one step in so many, and each engine begins at another one.</summary>
    const int StepsInShortRun = 3;

    // What a cluster has beside these, stage and COPY, is killed in its own tests.
    public static TheoryData<string> Engines => TestWarehouse.NamedByTarget;

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_first_load_killed_at_any_step_is_completed_by_the_next_one(string engine)
    {
        using var place = TestWarehouse.On(engine);
        using var warehouse = new KilledWarehouse(seed: 2, place);
        warehouse.ChangeFiles(8);
        KillAtEachStep(engine, place, warehouse, "reading", "settling", "building songplays", "committing", "marking published");
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_load_of_new_grown_and_replaced_files_killed_at_any_step_is_completed_by_the_next_one(string engine)
    {
        using var place = TestWarehouse.On(engine);
        using var warehouse = new KilledWarehouse(seed: 2, place);
        warehouse.ChangeFiles(8);
        Product.Finish(warehouse.Start()).Expect(0);
        foreach (var path in warehouse.Tree.Files.Keys.Where((_, index) => index % 2 == 0).ToList())
            warehouse.Tree.Write(path, []);
        warehouse.ChangeFiles(4);
        KillAtEachStep(engine, place, warehouse, "finding changes", "clearing facts", "checking", "committing", "marking published");
    }

    /// <summary>From the same state each time: kills a load at one step after the other, and looks at what readers see and what the next load makes of it.</summary>
    static void KillAtEachStep(string engine, TestWarehouse place, KilledWarehouse warehouse, params string[] among)
    {
        var before = warehouse.Look()?.LoadId ?? 0;
        place.Keep();
        var steps = Run(warehouse, last: 0, exitCode: 0);
        Assert.Empty(among.Except(steps));
        Assert.Equal(before + 1, warehouse.Look()?.LoadId);
        var once = warehouse.LoadOnce();
        var turn = Array.IndexOf([.. TestWarehouse.EngineNames], engine);
        foreach (var step in Enumerable.Range(1, steps.Count).Where(step => TestRun.IsFull || step % StepsInShortRun == turn % StepsInShortRun || among.Contains(steps[step - 1])))
        {
            place.Restore();
            Assert.Equal(steps.Take(step), Run(warehouse, step, exitCode: 137));
            var look = warehouse.Look();
            Assert.True(look is null ? before == 0 : look.Faults is null && (look.LoadId == before || look.LoadId == before + 1), $"Killed at {steps[step - 1]}, readers saw: {look}");
            warehouse.WaitUntilReleased();
            Assert.Empty(warehouse.Steps.Load(Confluence.Feeds.Both).Failures);
            warehouse.AssertMended(once);
        }
    }

    /// <summary>Runs a load that kills itself at a step; the steps it announced.</summary>
    static List<string> Run(KilledWarehouse warehouse, int last, int exitCode)
    {
        var root = warehouse.Tree.Root;
        var run = Product.Finish(Product.StartBeside(
            "Sparkify.StoppedLoad.dll", Path.Combine(root, "logs"), Path.Combine(root, "songs"), warehouse.Target, last.ToString(CultureInfo.InvariantCulture),
            TestWarehouse.Analyst, TestWarehouse.AnalystPassword));
        return [.. run.Expect(exitCode).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }
}
