using System.Globalization;

namespace Sparkify.Bench.Serve;

/// <summary>The memory of a process and its child processes.</summary>
static class TreeMemory
{
    static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);

    /// <summary>The peak resident memory, sampled ten times a second; shared memory is counted once.</summary>
    internal static async Task<long> PeakAsync(int process, CancellationToken over)
    {
        var peak = 0L;
        while (!over.IsCancellationRequested)
        {
            peak = Math.Max(peak, Of(process));
            await Task.Delay(Between, CancellationToken.None);
        }
        return peak;
    }

    static long Of(int process)
    {
        try
        {
            var children = string.Join(' ', Directory.GetDirectories($"/proc/{process}/task").Select(thread => File.ReadAllText(Path.Combine(thread, "children"))));
            // Proportional set size: proc_pid_smaps(5).
            var own = File.ReadLines($"/proc/{process}/smaps_rollup").First(line => line.StartsWith("Pss:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
            return long.Parse(own, CultureInfo.InvariantCulture) * 1024 + children.Split(' ', StringSplitOptions.RemoveEmptyEntries).Sum(child => Of(int.Parse(child, CultureInfo.InvariantCulture)));
        }
        catch (IOException)
        {
            // The process has ended.
            return 0;
        }
    }
}
