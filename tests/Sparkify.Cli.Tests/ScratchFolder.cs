using DuckDB.NET.Data;

namespace Sparkify.Cli.Tests;

/// <summary>A folder of one test, gone when it ends.</summary>
public sealed class ScratchFolder : IDisposable
{
    /// <summary>Its path.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("sparkify-test-").FullName;

    /// <summary>A warehouse in it.</summary>
    public string Target => $"duckdb:{In("warehouse")}";

    /// <summary>A path in it.</summary>
    public string In(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a file, and the folders above it.</summary>
    public string Write(string name, ReadOnlySpan<byte> content)
    {
        var path = In(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    /// <summary>Writes a text file, and the folders above it.</summary>
    public string Write(string name, string content) => Write(name, System.Text.Encoding.UTF8.GetBytes(content));

    /// <summary>Runs statements on a database file, which may be one that only readers may open.</summary>
    public void Change(string name, params string[] statements)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(In(name), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        using var connection = new DuckDBConnection($"Data Source={In(name)}");
        connection.Open();
        foreach (var statement in statements)
        {
            using var command = connection.CreateCommand();
            command.CommandText = statement;
            command.ExecuteNonQuery();
        }
    }

    /// <summary>Makes one folder what another is; where that one is missing, so is this one then.</summary>
    public void MakeAs(string one, string other)
    {
        var (to, from) = (In(one), In(other));
        if (Directory.Exists(to))
            Directory.Delete(to, recursive: true);
        if (Directory.Exists(from))
            CopyFrom(from, one);
    }

    /// <summary>Copies a folder from elsewhere, to a name that is not there yet.</summary>
    public void CopyFrom(string from, string name)
    {
        var to = In(name);
        Directory.CreateDirectory(to);
        foreach (var folder in Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories))
            Directory.CreateDirectory(folder.Replace(from, to, StringComparison.Ordinal));
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
            File.Copy(file, file.Replace(from, to, StringComparison.Ordinal));
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
