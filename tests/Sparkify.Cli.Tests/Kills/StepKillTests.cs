using System.Globalization;
using Sparkify.Cli.Tests.Contract;

namespace Sparkify.Cli.Tests.Kills;

/// <summary>Loads that are killed at each step they announce, from the listing of the files to the last word in the ledger.</summary>
public sealed class StepKillTests : IDisposable
{
    readonly TestWarehouse place = TestWarehouse.On(TestWarehouse.Embedded);
    readonly KilledWarehouse warehouse;

    public StepKillTests() => warehouse = new KilledWarehouse(seed: 2, place);

    public void Dispose()
    {
        warehouse.Dispose();
        place.Dispose();
    }

    [Fact]
    public void A_first_load_killed_at_any_step_is_completed_by_the_next_one()
    {
        warehouse.ChangeFiles(8);
        KillAtEachStep("building songplays", "renaming", "marking published");
    }

    [Fact]
    public void A_load_of_new_grown_and_replaced_files_killed_at_any_step_is_completed_by_the_next_one()
    {
        warehouse.ChangeFiles(8);
        Product.Finish(warehouse.Start()).Expect(0);
        foreach (var path in warehouse.Tree.Files.Keys.Where((_, index) => index % 2 == 0).ToList())
            warehouse.Tree.Write(path, []);
        warehouse.ChangeFiles(4);
        KillAtEachStep("copying", "clearing facts", "committing", "keeping the previous file", "renaming");
    }

    /// <summary>From the same state each time: kills a load at one step after the other, and looks at what readers see and what the next load makes of it.</summary>
    void KillAtEachStep(params string[] among)
    {
        var before = warehouse.Look()?.LoadId ?? 0;
        Keep(warehouse.Folder, warehouse.In("before"));
        var steps = Run(last: 0, exitCode: 0);
        Assert.Empty(among.Except(steps));
        Assert.Equal(before + 1, warehouse.Look()?.LoadId);
        var once = warehouse.LoadOnce();
        for (var step = 1; step <= steps.Count; step++)
        {
            Keep(warehouse.In("before"), warehouse.Folder);
            Assert.Equal(steps.Take(step), Run(step, exitCode: 137));
            var look = warehouse.Look();
            Assert.True(look is null ? before == 0 : look.Faults is null && (look.LoadId == before || look.LoadId == before + 1), $"Killed at {steps[step - 1]}, readers saw: {look}");
            Assert.Empty(warehouse.Steps.Load(Confluence.Feeds.Both).Failures);
            warehouse.AssertMended(once);
        }
    }

    /// <summary>Runs a load that kills itself at a step; the steps it announced.</summary>
    List<string> Run(int last, int exitCode)
    {
        var root = warehouse.Tree.Root;
        var run = Product.Finish(Product.StartBeside("Sparkify.StoppedLoad.dll", Path.Combine(root, "logs"), Path.Combine(root, "songs"), warehouse.Target, last.ToString(CultureInfo.InvariantCulture)));
        return [.. run.Expect(exitCode).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }

    /// <summary>Makes one folder what another is; where that one is missing, so is this one then.</summary>
    static void Keep(string from, string to)
    {
        if (Directory.Exists(to))
            Directory.Delete(to, recursive: true);
        if (!Directory.Exists(from))
            return;
        Directory.CreateDirectory(to);
        foreach (var folder in Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories))
            Directory.CreateDirectory(folder.Replace(from, to, StringComparison.Ordinal));
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
            File.Copy(file, file.Replace(from, to, StringComparison.Ordinal));
    }
}
