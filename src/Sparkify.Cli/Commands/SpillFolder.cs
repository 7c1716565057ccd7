using System.Diagnostics;
using Sparkify.Warehouse.Engines.Contract;

namespace Sparkify.Cli.Commands;

/// <summary>A folder of this process alone, for what a query's engine puts on the disk. What a killed process left is removed by the next one.</summary>
internal sealed class SpillFolder : IDisposable
{
    const string Prefix = "sparkify-query-";

    SpillFolder(string path) => Path = path;

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>Creates one that nobody else can enter.</summary>
    public static SpillFolder Create()
    {
        foreach (var left in Directory.EnumerateDirectories(System.IO.Path.GetTempPath(), Prefix + "*"))
            if (int.TryParse(System.IO.Path.GetFileName(left)[Prefix.Length..].Split('-')[0], out var process) && !IsRunning(process))
                RemoveOwn(left);
        return new(Directory.CreateTempSubdirectory($"{Prefix}{Environment.ProcessId}-").FullName);
    }

    /// <summary>Removes it with what is in it.</summary>
    public void Dispose() => Confinement.RunUnconfined(() => RemoveOwn(Path));

    // Another user's is left to that user.
    static bool RemoveOwn(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
            return true;
        }
        catch (Exception error) when (error is UnauthorizedAccessException or DirectoryNotFoundException)
        {
            return false;
        }
    }

    static bool IsRunning(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
