using System.Text.RegularExpressions;
using Sparkify.Warehouse.Tests;

namespace Sparkify.Cli.Tests.Web;

/// <summary>The folders of <c>serve</c> stand one above the other: none needs one that needs it.</summary>
public sealed class WebFolderTests
{
    [Fact]
    public void No_folder_needs_one_that_needs_it()
    {
        var source = Path.Combine(TestData.Root, "src", "Sparkify.Web");
        var needs = Directory.GetDirectories(source).Select(Path.GetFileName).Where(name => name is not ("bin" or "obj" or "wwwroot")).ToDictionary(name => name!, name =>
            Directory.GetFiles(Path.Combine(source, name!), "*.cs").SelectMany(file => Regex.Matches(File.ReadAllText(file), @"^using Sparkify\.Web\.(\w+);", RegexOptions.Multiline).Select(match => match.Groups[1].Value)).ToHashSet());
        Assert.Contains("Audit", needs["Queries"]);
        // Whatever stands on nothing that is left can go; what remains goes round in circles.
        while (needs.FirstOrDefault(folder => folder.Value.All(other => !needs.ContainsKey(other))) is { Key: { } lowest })
            needs.Remove(lowest);
        Assert.Empty(needs.Select(folder => $"{folder.Key} needs {string.Join(", ", folder.Value.Where(needs.ContainsKey))}"));
    }
}
