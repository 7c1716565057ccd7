using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Sparkify.Cli.Commands;
using Sparkify.Warehouse.Progress;

namespace Sparkify.StoppedLoad;

/// <summary>
/// Runs a command as it is, and halts the process as soon as the progress line says that a phase begins. When it goes on, it waits until a SIGTERM that was
/// sent meanwhile has been heard: the phase begins with it.
/// </summary>
static class StopAtPhase
{
    public static int Run(string phase, string[] arguments)
    {
        using var heard = new ManualResetEventSlim();
        using var termination = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            heard.Set();
        });
        // On a terminal every phase is shown, and at once.
        var shell = Shell.OfProcess() with { Error = new PhaseWriter(phase, heard), Terminals = new Terminals(In: false, Out: false, Error: true), Width = 200 };
        return SparkifyCommandLine.Run(arguments, shell);
    }

    sealed class PhaseWriter(string phase, ManualResetEventSlim heard) : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => Console.Error.Write(value);

        public override void Write(string? value)
        {
            Console.Error.Write(value);
            if (value?.Contains(LoadPhases.Words(phase) + " …", StringComparison.Ordinal) != true || heard.IsSet)
                return;
            using var stop = Process.Start("kill", ["-STOP", Environment.ProcessId.ToString(CultureInfo.InvariantCulture)]);
            stop.WaitForExit();
            heard.Wait();
        }

        public override void Flush() => Console.Error.Flush();
    }
}
