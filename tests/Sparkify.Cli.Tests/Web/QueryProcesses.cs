using System.Globalization;

namespace Sparkify.Cli.Tests.Web;

/// <summary>The processes that a served front room has for queries, as the system sees them.</summary>
static class QueryProcesses
{
    // The fields behind the name in parentheses are the state and the parent: proc_pid_stat(5).
    const int Parent = 1;

    /// <summary>All of a server's.</summary>
    public static IReadOnlyList<int> Of(int server) =>
        [.. Directory.GetDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _)).Where(name => ParentOf(name!) == server).Select(name => int.Parse(name!, CultureInfo.InvariantCulture))];

    /// <summary>Those that have a file of the warehouse open, as they do from the first moment of a query to its end.</summary>
    public static IReadOnlyList<int> Reading(int server, SmallWarehouse warehouse) => [.. Of(server).Where(process => IsReading(process, warehouse.Target.Split(':', 2)[1]))];

    static int? ParentOf(string process)
    {
        try
        {
            return int.Parse(File.ReadAllText($"/proc/{process}/stat").Split(") ")[^1].Split(' ')[Parent], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            // It ended meanwhile.
            return null;
        }
    }

    static bool IsReading(int process, string folder)
    {
        try
        {
            return Directory.EnumerateFiles($"/proc/{process}/fd").Any(open => new FileInfo(open).LinkTarget?.StartsWith(folder + "/", StringComparison.Ordinal) == true);
        }
        catch (IOException)
        {
            // It ended meanwhile.
            return false;
        }
    }
}
