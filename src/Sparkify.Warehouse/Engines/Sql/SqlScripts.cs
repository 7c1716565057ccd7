using System.Collections.Concurrent;
using System.Reflection;

namespace Sparkify.Warehouse.Engines.Sql;

/// <summary>
/// The SQL files inside this assembly: "star/users", and beside it an engine's own "star/users.NAME" where it needs one. A file may also hold many short
/// statements, each under a line <c>-- name: start_load</c> and ended by a semicolon; those are read as if each were a file of that name.
/// </summary>
public static class SqlScripts
{
    const string Section = "-- name: ";

    static readonly Assembly Assembly = typeof(SqlScripts).Assembly;

    static readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, string>> Sections = new(StringComparer.Ordinal);

    /// <summary>The names of all files, with folder and ending: "star/users.sql".</summary>
    public static IReadOnlyList<string> Files { get; } =
        [.. Assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    /// <summary>The names of all scripts, without engines' own: "star/users", "staging/ledger/start_load".</summary>
    public static IEnumerable<string> Names => Files.Select(file => file[..file.IndexOf('.', StringComparison.Ordinal)]).Distinct()
        .SelectMany(name => Load(name) is { } text && !text.StartsWith(Section, StringComparison.Ordinal) ? [name] : SectionsIn(FolderOf(name)).Keys).Distinct();

    /// <summary>The text of a script, without its last line end: the engine's own file if there is one, else the common one.</summary>
    public static string Read(string name, Dialect dialect)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(dialect);
        var script = Load($"{name}.{dialect.Name}") ?? Load(name) ?? SectionsIn(FolderOf(name)).GetValueOrDefault(name)
            ?? throw new ArgumentException($"There is no script {name} in this assembly.", nameof(name));
        return dialect.Adapt(script);
    }

    static string FolderOf(string name) => name[..(name.LastIndexOf('/') + 1)];

    static string? Load(string name)
    {
        using var stream = Assembly.GetManifestResourceStream(name + ".sql");
        if (stream is null)
            return null;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().TrimEnd();
    }

    static IReadOnlyDictionary<string, string> SectionsIn(string folder) => Sections.GetOrAdd(folder, static folder =>
        Files.Where(file => FolderOf(file) == folder).Select(file => Load(file[..^".sql".Length])!).Where(text => text.StartsWith(Section, StringComparison.Ordinal))
            .SelectMany(text => text.Split(Section, StringSplitOptions.RemoveEmptyEntries).Select(section => section.Split('\n', 2)))
            .ToDictionary(section => folder + section[0], section => section[1].TrimEnd().TrimEnd(';'), StringComparer.Ordinal));
}
