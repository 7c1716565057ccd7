using System.Text.RegularExpressions;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Cli.Settings;

/// <summary>
/// A dwh.cfg: sections, and keys with values, which can be in single or double quotes. Names are compared without case, and %% means %, as
/// for Python's configparser. Messages name file, line, section and key, never a value: it may be a secret.
/// </summary>
internal sealed partial class ConfigFile
{
    readonly Dictionary<(string Section, string Key), (string Value, int Line)> _values = [];
    readonly List<(string Section, string Key, int Line)> _entries = [];

    ConfigFile(string path) => Path = path;

    /// <summary>Where it was read from.</summary>
    public string Path { get; }

    /// <summary>The keys as they are written, in their order.</summary>
    public IReadOnlyList<(string Section, string Key, int Line)> Entries => _entries;

    /// <summary>The value of a key; null where it is missing. A <see cref="UsageException"/> where it is there and empty.</summary>
    public string? this[string section, string key] => !KnownSettings.Has(section, key)
        ? throw new ArgumentException($"[{section}] {key} is not among the known settings.", nameof(key))
        : _values.TryGetValue(Name(section, key), out var found) ? Value(section, key, found.Value) : null;

    /// <summary>Whether a key is there and has a value.</summary>
    public bool HasValue(string section, string key) => _values.TryGetValue(Name(section, key), out var found) && !string.IsNullOrWhiteSpace(found.Value);

    string Value(string section, string key, string value) => HasValue(section, key) ? value
        : throw new UsageException($"{Place(section, key)} is empty. Give it a value, or remove the line.");

    /// <summary>"dwh.cfg, line 7, [S3] LOG_DATA".</summary>
    public string Place(string section, string key) => $"{Path}, line {_values[Name(section, key)].Line}, [{section}] {key}";

    /// <summary>Reads a file; a <see cref="UsageException"/> says what is wrong with it.</summary>
    public static ConfigFile Read(string path)
    {
        try
        {
            return Parse(path, File.ReadAllLines(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The configuration {path} cannot be read: {error.Message} Name another one with --config.");
        }
    }

    /// <summary>Reads the lines of a file.</summary>
    public static ConfigFile Parse(string path, IReadOnlyList<string> lines)
    {
        var config = new ConfigFile(path);
        var section = "";
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i].Trim().TrimStart('\uFEFF');
            if (line.Length == 0 || line[0] is '#' or ';')
                continue;
            if (line[0] == '[' && line[^1] == ']')
                section = line[1..^1].Trim();
            else
                config.Add(section, line, i + 1);
        }
        return config;
    }

    void Add(string section, string line, int number)
    {
        var equals = line.IndexOfAny(['=', ':']);
        if (equals <= 0)
            throw new UsageException($"{Path}, line {number}: found a line that is neither a [SECTION] nor KEY=VALUE. Correct it, or begin it with # to leave it out.");
        var key = line[..equals].Trim();
        if (section.Length == 0)
            throw new UsageException($"{Path}, line {number}: {key} is before the first [SECTION]. Put it under a section, such as [S3].");
        var value = Unquoted(line[(equals + 1)..].Trim());
        if (Reference().IsMatch(value.Replace("%%", "", StringComparison.Ordinal)))
            throw new UsageException($"{Path}, line {number}: [{section}] {key} contains %(NAME)s. Python's configparser would replace that, sparkify does not. Write the value itself, with %% for a %.");
        _entries.Add((section, key, number));
        if (!_values.TryAdd(Name(section, key), (value.Replace("%%", "%", StringComparison.Ordinal), number)))
            throw new UsageException($"{Path}, line {number}: [{section}] {key} is given twice, first on line {_values[Name(section, key)].Line}. Keep one of them.");
    }

    static string Unquoted(string value) =>
        value.Length >= 2 && value[0] is '\'' or '"' && value[^1] == value[0] ? value[1..^1] : value;

    [GeneratedRegex(@"%\([^)]*\)s")]
    private static partial Regex Reference();

    static (string, string) Name(string section, string key) => (section.ToUpperInvariant(), key.ToUpperInvariant());
}
