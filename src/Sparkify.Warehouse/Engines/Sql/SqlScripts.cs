using System.Reflection;

namespace Sparkify.Warehouse.Engines.Sql;

/// <summary>The SQL files inside this assembly: "star/users", and beside it an engine's own "star/users.NAME" where it needs one.</summary>
public static class SqlScripts
{
    static readonly Assembly Assembly = typeof(SqlScripts).Assembly;

    /// <summary>The names of all files, with folder and ending: "star/users.sql".</summary>
    public static IReadOnlyList<string> Files { get; } =
        [.. Assembly.GetManifestResourceNames().Where(name => name.EndsWith(".sql", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    /// <summary>The text of a script, without its last line end: the engine's own file if there is one, else the common one.</summary>
    public static string Read(string name, Dialect dialect)
    {
        ArgumentNullException.ThrowIfNull(dialect);
        using var stream = Assembly.GetManifestResourceStream($"{name}.{dialect.Name}.sql") ?? Assembly.GetManifestResourceStream($"{name}.sql")
            ?? throw new ArgumentException($"There is no {name}.sql in this assembly.", nameof(name));
        using var reader = new StreamReader(stream);
        return dialect.Adapt(reader.ReadToEnd().TrimEnd());
    }
}
