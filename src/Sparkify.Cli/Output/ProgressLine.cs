using Sparkify.Warehouse.Load;
using Sparkify.Warehouse.Progress;

namespace Sparkify.Cli.Output;

/// <summary>
/// Shows how far long work is: on a terminal one line that is redrawn, and erased at the end; elsewhere a line every few seconds.
/// </summary>
internal sealed class ProgressLine(TextWriter writer, bool isTerminal, int width, StepCounter steps, TimeProvider clock) : ILoadProgress, IDisposable
{
    static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan Report = TimeSpan.FromSeconds(5);

    readonly Lock _lock = new();
    string _phase = "starting";
    string _prefix = "";
    long? _recovering;
    int _drawn;
    long _phaseBegan = clock.GetTimestamp();
    long _lastShown = clock.GetTimestamp();

    /// <inheritdoc/>
    public void Phase(string name)
    {
        lock (_lock)
        {
            _phase = LoadPhases.Words(name);
            _phaseBegan = clock.GetTimestamp();
            _prefix = _recovering is { } load ? $"completing load {load} first: "
                : steps.Enter(name) is { } step ? $"step {step} of {steps.Count}: "
                : "";
            Show(_phase + " …");
        }
    }

    /// <inheritdoc/>
    public void Bytes(long done, long total, long rows)
    {
        lock (_lock)
            if (IsDue)
                Show(Sentence(done, total, rows));
    }

    /// <inheritdoc/>
    public void Recovering(long? load)
    {
        lock (_lock)
            _recovering = load;
    }

    /// <summary>How many of the phase's rows are written.</summary>
    public void Rows(long done, long total)
    {
        lock (_lock)
            if (IsDue && total > 0)
                Show($"{_phase} {100 * done / total} %, {Quantity.Count((long)(done / Seconds))} rows/s, {Quantity.Duration(Seconds * (total - done) / Math.Max(1, done))} left");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
            Erase();
    }

    bool IsDue => clock.GetElapsedTime(_lastShown) >= (isTerminal ? Redraw : Report);

    double Seconds => Math.Max(0.001, clock.GetElapsedTime(_phaseBegan).TotalSeconds);

    string Sentence(long done, long total, long rows)
    {
        var seconds = Seconds;
        var parts = new List<string> { total > 0 ? $"{_phase} {100 * done / total} %" : _phase };
        if (total > 0)
            parts.Add($"{Quantity.Bytes(done)} of {Quantity.Bytes(total)}");
        if (done > 0)
            parts.Add($"{Quantity.Bytes((long)(done / seconds))}/s");
        if (rows > 0)
            parts.Add($"{Quantity.Count((long)(rows / seconds))} rows/s");
        if (total > done && done > 0 && seconds > 1)
            parts.Add($"{Quantity.Duration(seconds * (total - done) / done)} left{(_prefix.Length > 0 ? " in this step" : "")}");
        return string.Join(", ", parts);
    }

    void Show(string text)
    {
        var line = _prefix + text;
        if (isTerminal)
            Draw(line.Length < width ? line : line[..(width - 1)]);
        else if (IsDue)
            writer.WriteLine(line);
        else
            return;
        writer.Flush();
        _lastShown = clock.GetTimestamp();
    }

    // Blanks erase the rest of a longer line before it: that needs no escape sequence and works on every terminal.
    void Draw(string line)
    {
        writer.Write("\r" + line.PadRight(_drawn));
        _drawn = line.Length;
    }

    void Erase()
    {
        if (isTerminal)
        {
            Draw("");
            writer.Write('\r');
        }
        writer.Flush();
    }
}
