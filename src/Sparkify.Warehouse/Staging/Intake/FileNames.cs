using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Sources;

namespace Sparkify.Warehouse.Staging.Intake;

/// <summary>Finds the file that a user names by its path, or by the end of it.</summary>
sealed class FileNames(IEnumerable<string> uris, string where, string then)
{
    const int MostNamed = 5;

    readonly HashSet<string> known = new(uris, StringComparer.Ordinal);

    /// <summary>The file with this name; a <see cref="UsageException"/> if there is none, or several.</summary>
    public string Find(string name)
    {
        if (string.IsNullOrWhiteSpace(name))
            throw new UsageException("The name of the file is empty. Expected a path, or the end of one.");
        if (known.Contains(name))
            return name;
        // The file need not exist any more: the path is only a name here.
        if (!SourceFolders.IsInStore(name) && Path.GetFullPath(name) is var path && known.Contains(path))
            return path;
        var ending = "/" + name;
        var found = known.Where(uri => uri.EndsWith(ending, StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        return found switch
        {
            [var file] => file,
            [] => throw new UsageException($"No file {name} {where}. Expected a path or URI, or the end of one. {then}"),
            _ => throw new UsageException($"{name} is the end of {found.Count:N0} paths: {string.Join(", ", found.Take(MostNamed))}{(found.Count > MostNamed ? ", …" : "")}. Give more of the path."),
        };
    }
}
