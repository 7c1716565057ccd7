using System.Text.RegularExpressions;

namespace Sparkify.Warehouse.Tests.Docs;

/// <summary>
/// Which namespace of a project uses which other one: by a <c>using</c>, or, of the namespaces around its own, by naming a type.
/// </summary>
sealed partial class Namespaces
{
    readonly Dictionary<string, Dictionary<string, string>> uses = [];

    Namespaces(string root, IReadOnlyList<(string File, string Text)> files)
    {
        var types = files.ToLookup(file => Declared(file.Text), file => TypeNames().Matches(file.Text).Select(type => type.Groups[1].Value))
            .ToDictionary(names => names.Key, names => names.SelectMany(some => some).ToList());
        foreach (var (file, text) in files)
        {
            var from = Declared(text);
            var code = Comments().Replace(text, "");
            foreach (var used in Usings().Matches(text).Select(match => match.Groups[1].Value).Select(name => Within(name, types)).OfType<string>())
                Add(from, used, file);
            for (var around = from; around != root;)
            {
                around = around[..around.LastIndexOf('.')];
                if (types.GetValueOrDefault(around, []).Find(type => Regex.IsMatch(code, $@"(?<!\.)\b{type}\b")) is not null)
                    Add(from, around, file);
            }
        }
    }

    /// <summary>The namespaces used by each, and a file that does.</summary>
    public IReadOnlyDictionary<string, Dictionary<string, string>> Uses => uses;

    /// <summary>Reads a project's source; a namespace left out is neither a user nor used.</summary>
    public static Namespaces Of(string project, string? leftOut = null)
    {
        var folder = Path.Combine(TestData.Root, "src", project);
        return new(project, [.. from file in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
                                let name = Path.GetRelativePath(folder, file)
                                where !name.StartsWith("obj", StringComparison.Ordinal)
                                let text = File.ReadAllText(file)
                                where Namespace().IsMatch(text) && Declared(text) != leftOut
                                select (name, text)]);
    }

    /// <summary>Reads files that need not exist.</summary>
    public static Namespaces Of(string root, params IReadOnlyList<(string File, string Text)> files) => new(root, files);

    /// <summary>One cycle, as its namespaces with the files that use the next; null if there is none.</summary>
    public string? FindCycle()
    {
        var done = new HashSet<string>();
        return uses.Keys.Order(StringComparer.Ordinal).Select(start => FindCycle(start, [], done)).FirstOrDefault(cycle => cycle is not null);
    }

    string? FindCycle(string from, List<string> path, HashSet<string> done)
    {
        if (path.IndexOf(from) is >= 0 and var begin)
        {
            var cycle = path[begin..];
            return string.Concat(cycle.Zip(cycle.Skip(1).Append(from), (user, used) => $"{user} ({uses[user][used]}) → ")) + from;
        }
        if (!done.Add(from))
            return null;
        path.Add(from);
        var found = uses.GetValueOrDefault(from, []).Keys.Order(StringComparer.Ordinal).Select(used => FindCycle(used, path, done)).FirstOrDefault(cycle => cycle is not null);
        path.RemoveAt(path.Count - 1);
        return found;
    }

    void Add(string from, string used, string file)
    {
        if (from == used)
            return;
        if (!uses.TryGetValue(from, out var found))
            uses.Add(from, found = []);
        found.TryAdd(used, file);
    }

    // "using static" names a type, of which the namespace is meant.
    static string? Within(string name, Dictionary<string, List<string>> types)
    {
        while (!types.ContainsKey(name))
        {
            if (!name.Contains('.', StringComparison.Ordinal))
                return null;
            name = name[..name.LastIndexOf('.')];
        }
        return name;
    }

    static string Declared(string text) => Namespace().Match(text).Groups[1].Value;

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^using (?:static )?(?:\w+ = )?([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Usings();

    [GeneratedRegex(@"^(?:public |internal )?(?:(?:static|sealed|abstract|partial|readonly|ref|unsafe) )*(?:class|record struct|record|struct|interface|enum) (\w+)", RegexOptions.Multiline)]
    private static partial Regex TypeNames();

    [GeneratedRegex("//.*|^namespace .*", RegexOptions.Multiline)]
    private static partial Regex Comments();
}
