using System.Diagnostics;
using System.Globalization;

namespace Sparkify.Bench;

/// <summary>The resources a process used from start to end, over all threads.</summary>
/// <param name="Cpu">Seconds of CPU, user and system.</param>
/// <param name="Wall">Elapsed seconds.</param>
/// <param name="PeakBytes">The peak resident memory.</param>
/// <param name="Output">Its standard output.</param>
sealed record Measurement(double Cpu, double Wall, long PeakBytes, string Output);

/// <summary>Runs a command under GNU time.</summary>
static class MeasuredProcess
{
    const string GnuTime = "/usr/bin/time";

    internal static Measurement Run(string command, IEnumerable<string> arguments, string scratch)
    {
        if (!File.Exists(GnuTime)) throw new InvalidOperationException($"{GnuTime} is missing: install the package time (./bench does).");
        var figures = Path.Combine(scratch, "time");
        using var process = Process.Start(new ProcessStartInfo(GnuTime, ["-f", "%U %S %e %M", "-o", figures, command, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{command} {string.Join(' ', arguments)}\nended with exit code {process.ExitCode}:\n{errors.Result}{output}");
        var parts = File.ReadAllLines(figures)[^1].Split(' ');
        double Number(int i) => double.Parse(parts[i], CultureInfo.InvariantCulture);
        return new(Number(0) + Number(1), Number(2), (long)Number(3) * 1024, output);
    }
}
