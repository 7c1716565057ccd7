using System.Diagnostics;
using System.Globalization;

namespace Sparkify.Cli.Tests.Faults;

/// <summary>
/// A disk of a few megabytes, in memory. Root mounts it; where even root may not, or another user runs the tests, it is mounted in a
/// namespace of its own, which the runs then enter.
/// </summary>
sealed class SmallDisk : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    readonly Process? keeper;

    public SmallDisk(string folder)
    {
        Folder = Directory.CreateDirectory(folder).FullName;
        if (Call([], Mount("size=64m")) is null)
            return;
        keeper = Process.Start(new ProcessStartInfo("unshare", ["-rm", "sleep", "infinity"]))!;
        Inside = ["nsenter", "-t", keeper.Id.ToString(CultureInfo.InvariantCulture), "-U", "-m", "--preserve-credentials", "--"];
        // The namespace is there a moment after its process.
        string? failure = null;
        for (var attempt = 0; attempt < 50 && (failure = Call(Inside, Mount("size=64m"))) is not null; attempt++)
            Thread.Sleep(20);
        if (failure is null)
            return;
        Dispose();
        Assert.Fail("A small disk is needed to fill it up, and can be mounted neither as root nor in a namespace (unshare -rm): " + failure);
    }

    /// <summary>Where it is mounted.</summary>
    public string Folder { get; }

    /// <summary>What a program must be called through to see it: nothing, or what enters its namespace.</summary>
    public string[] Inside { get; } = [];

    /// <summary>A warehouse on it.</summary>
    public string Target => $"duckdb:{Folder}/warehouse";

    /// <summary>Gives it another size; what it holds stays.</summary>
    public void Resize(long kilobytes) => Assert.Null(Call(Inside, Mount($"remount,size={kilobytes}k")));

    /// <summary>Kilobytes that are taken.</summary>
    public long Used() => long.Parse(Read(["df", "--output=used", "-k", Folder]).Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]);

    /// <summary>Takes everything away.</summary>
    public void Clear() => Read(["sh", "-c", $"rm -rf '{Folder}'/* '{Folder}'/.[!.]*"]);

    /// <summary>Copies all it holds to a folder elsewhere, which is made.</summary>
    public void CopyTo(string folder) => Read(["cp", "-a", Folder, folder]);

    /// <summary>Copies all that a folder elsewhere holds.</summary>
    public void CopyFrom(string folder) => Read(["cp", "-a", folder + "/.", Folder]);

    /// <summary>Runs the command where the disk is to be seen, as a process: a program that another test starts keeps what this one has open.</summary>
    public ProductRun Run(params string[] arguments) => Product.RunThrough(Inside, arguments);

    public void Dispose()
    {
        if (keeper is null)
        {
            // A run that has just ended may have it open for a moment.
            string? failure;
            for (var started = Stopwatch.StartNew(); (failure = Call([], ["umount", Folder])) is not null && started.Elapsed < Patience;)
                Thread.Sleep(20);
            Assert.Null(failure);
            return;
        }
        if (!keeper.HasExited)
            keeper.Kill();
        keeper.WaitForExit();
        keeper.Dispose();
    }

    string[] Mount(string options) => ["mount", "-t", "tmpfs", "-o", options, "tmpfs", Folder];

    string Read(string[] command)
    {
        using var process = Start([.. Inside, .. command]);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output;
    }

    /// <summary>Null when it went well, else what it said.</summary>
    static string? Call(string[] wrapper, string[] command)
    {
        using var process = Start([.. wrapper, .. command]);
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? null : error;
    }

    static Process Start(string[] command) =>
        Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
}
