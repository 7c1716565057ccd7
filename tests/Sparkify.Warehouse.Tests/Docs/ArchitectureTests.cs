using System.Text.RegularExpressions;

namespace Sparkify.Warehouse.Tests.Docs;

/// <summary>Names in the documents that a reader will look for: files, folders, types and methods.</summary>
public sealed partial class ArchitectureTests
{
    static readonly string Sources = Path.Combine(TestData.Root, "src");

    static readonly string[] Bases = [TestData.Root, .. Directory.GetDirectories(Sources)];

    static readonly string[] Code = [.. Directory.EnumerateFiles(Sources, "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText)];

    // Names of other libraries that documents mention because the product does not use them.
    static readonly string[] NotUsed = ["ITicketStore"];

    [Fact]
    public void Every_file_folder_type_and_method_that_the_page_names_is_there()
    {
        var page = Fences().Replace(File.ReadAllText(Path.Combine(TestData.Root, "docs", "architecture.md")), "");
        var wrong = new List<string>();
        var files = 0;
        var members = 0;
        // A name belongs to the file named before it in the same list item, paragraph or table row.
        string? file = null;
        foreach (var line in page.Split('\n'))
        {
            if (ItemStart().IsMatch(line))
                file = null;
            foreach (var name in Spans().Matches(line).Select(span => span.Groups[1].Value))
            {
                if (FileName().IsMatch(name))
                {
                    files++;
                    file = Find(name);
                    if (file is null)
                        wrong.Add($"{name}: there is no such file");
                }
                else if (Identifier().IsMatch(name) && !IsFolder(name))
                {
                    members++;
                    if (!IsDeclared(name, file is null ? Code : [File.ReadAllText(file)]))
                        wrong.Add($"{name}: not declared in {(file is null ? "src" : Path.GetRelativePath(TestData.Root, file))}");
                }
                else if (name.EndsWith('/') && !IsFolder(name))
                    wrong.Add($"{name}: there is no such folder");
            }
        }
        Assert.Empty(wrong);
        Assert.True(files > 20 && members > 20, $"Only {files} files and {members} types and methods were found on the page.");
    }

    /// <summary>Elsewhere a name may also be that of a test, of a type of .NET or of a template's resource: it is enough that something still uses it.</summary>
    [Fact]
    public void Every_name_in_the_other_documents_is_still_in_use()
    {
        var used = string.Join('\n', ((string[])["src", "tests", "benchmarks", "infrastructure"])
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(TestData.Root, folder), "*.*", SearchOption.AllDirectories))
            .Where(file => Path.GetExtension(file) is ".cs" or ".yaml" or ".js").Select(File.ReadAllText));
        var wrong = new List<string>();
        var names = 0;
        foreach (var document in Directory.EnumerateFiles(Path.Combine(TestData.Root, "docs"), "*.md", SearchOption.AllDirectories))
            foreach (var name in Spans().Matches(Fences().Replace(File.ReadAllText(document), "")).Select(span => span.Groups[1].Value).Where(name => SeveralWords().IsMatch(name)).Except(NotUsed))
            {
                names++;
                if (!IsFolder(name) && name.Split('.').Any(part => !Regex.IsMatch(used, $@"\b{part}\b")))
                    wrong.Add($"{Path.GetFileName(document)}: {name}");
            }
        Assert.Empty(wrong);
        Assert.True(names > 20, $"Only {names} names were found.");
    }

    [Theory]
    [InlineData("StarBuild.Run", true)]
    [InlineData("StarBuild.Walk", false)]
    [InlineData("StarBuilding", false)]
    [InlineData("DeleteLeaving", true)]
    public void A_name_is_declared_where_the_code_has_it_as_a_type_or_member(string name, bool isDeclared) =>
        Assert.Equal(isDeclared, IsDeclared(name, [File.ReadAllText(Path.Combine(Sources, "Sparkify.Warehouse", "Star", "StarBuild.cs"))]));

    static string? Find(string name) => Bases.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    static bool IsFolder(string name) => Bases.Append(Sources).Any(folder => Directory.Exists(Path.Combine(folder, name)));

    static bool IsDeclared(string name, IEnumerable<string> code) => code.Any(text => name.Split('.').All(part => IsDeclaredIn(text, part)));

    static bool IsDeclaredIn(string text, string name) =>
        Regex.IsMatch(text, $@"\b(?:class|record|record struct|struct|interface|enum) {name}\b")
        || Regex.IsMatch(text, $@"^ *(?!return |await |throw |new |yield |else )(?:[\w<>\[\],?.()]+ )+{name}(?:[<(]| \{{| =>)", RegexOptions.Multiline);

    [GeneratedRegex("^```.*?^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fences();

    [GeneratedRegex(@"^\s*(?:\d+\.|-|\||$)")]
    private static partial Regex ItemStart();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Spans();

    [GeneratedRegex(@"^[\w./-]+\.(?:cs|sql)$")]
    private static partial Regex FileName();

    [GeneratedRegex(@"^[A-Z]\w*[a-z]\w*(?:\.[A-Z]\w+)*$")]
    private static partial Regex Identifier();

    [GeneratedRegex(@"^[A-Z]\w*[a-z][A-Z]\w*(?:\.[A-Z]\w+)*$")]
    private static partial Regex SeveralWords();
}
