using System.Text.RegularExpressions;

namespace Sparkify.Warehouse.Tests.Docs;

/// <summary>The layers: no folder uses one that uses it, and docs/architecture.md says which uses which.</summary>
public sealed partial class LayerTests
{
    const string Warehouse = "Sparkify.Warehouse";

    // Called from everywhere, so the page leaves them out.
    static readonly string[] Everywhere = [Warehouse, Warehouse + ".Model", Warehouse + ".Errors"];

    [Theory]
    [InlineData(Warehouse, null)]
    [InlineData("Sparkify.Cli", null)]
    // The run of a simulation, and what all of it uses, are in the project's own folder.
    [InlineData("Sparkify.Simulator", "Sparkify.Simulator")]
    // The server's entry point and its options share the project's own folder.
    [InlineData("Sparkify.Web", "Sparkify.Web")]
    public void No_folder_uses_one_that_uses_it(string project, string? leftOut)
    {
        var namespaces = Namespaces.Of(project, leftOut);
        Assert.True(namespaces.Uses.Count > 2, $"Only {namespaces.Uses.Count} namespaces of {project} use others.");
        var cycle = namespaces.FindCycle();
        Assert.True(cycle is null, $"A cycle, each with a file that uses the next: {cycle}");
    }

    [Fact]
    public void A_cycle_is_found_and_named_with_its_files()
    {
        var namespaces = Namespaces.Of(
            "P",
            ("Load/Run.cs", "using P.Staging.Intake;\nnamespace P.Load;\nclass Run;"),
            ("Staging/Intake/Reader.cs", "using static P.Load.Run;\nnamespace P.Staging.Intake;\nclass Reader;"));
        Assert.Equal("P.Load (Load/Run.cs) → P.Staging.Intake (Staging/Intake/Reader.cs) → P.Load", namespaces.FindCycle());
    }

    [Fact]
    public void A_type_of_a_folder_around_ones_own_is_a_use_without_a_using()
    {
        var namespaces = Namespaces.Of(
            "P",
            ("Engines/Catalog.cs", "using P.Engines.Some;\nnamespace P.Engines;\nclass Catalog;"),
            ("Engines/Some/Engine.cs", "namespace P.Engines.Some;\n/// <see cref=\"Catalog\"/>\nclass Engine;"),
            ("Engines/Some/Target.cs", "namespace P.Engines.Some;\nclass Target { string name = Catalog.Name; }"));
        Assert.Equal("P.Engines (Engines/Catalog.cs) → P.Engines.Some (Engines/Some/Target.cs) → P.Engines", namespaces.FindCycle());
    }

    [Fact]
    public void The_architecture_page_says_which_folder_calls_which()
    {
        var rows = File.ReadLines(Path.Combine(TestData.Root, "docs", "architecture.md")).Select(line => TableRow().Match(line)).Where(row => row.Success)
            .ToDictionary(row => row.Groups[1].Value.TrimEnd('/'), row => Folders().Matches(row.Groups[2].Value).Select(folder => folder.Groups[1].Value.TrimEnd('/')).ToHashSet());
        var calls = rows.Keys.ToDictionary(row => row, _ => new HashSet<string>());
        foreach (var (user, used) in Namespaces.Of(Warehouse).Uses.SelectMany(uses => uses.Value.Keys.Select(used => (uses.Key, used))))
            if (!Everywhere.Contains(user) && !Everywhere.Contains(used) && RowOf(user, rows.Keys) is var from && RowOf(used, rows.Keys) is var to && from != to)
                calls[from].Add(to);
        Assert.Empty(rows.Where(row => !row.Value.SetEquals(calls[row.Key])).Select(row =>
            $"{row.Key} calls {string.Join(", ", calls[row.Key].Order(StringComparer.Ordinal).Select(folder => $"`{folder}`"))}; the page says {string.Join(", ", row.Value)}"));
    }

    /// <summary>The row of a namespace: that of its folder or of the nearest one around it.</summary>
    static string RowOf(string name, IEnumerable<string> rows)
    {
        var folder = name[(Warehouse.Length + 1)..].Replace('.', '/');
        return rows.Where(row => folder == row || folder.StartsWith(row + "/", StringComparison.Ordinal)).MaxBy(row => row.Length)
            ?? throw new InvalidOperationException($"docs/architecture.md has no row for {folder}.");
    }

    [GeneratedRegex(@"^\| `([\w/]+/)` \|.*\|([^|]*)\|$")]
    private static partial Regex TableRow();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Folders();
}
