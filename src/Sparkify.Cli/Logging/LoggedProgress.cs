using Microsoft.Extensions.Logging;
using Sparkify.Warehouse.Load;
using Sparkify.Warehouse.Progress;

namespace Sparkify.Cli.Logging;

/// <summary>Writes the progress of a load to its log: each step as it begins, each phase as it ends, and what was read every few seconds.</summary>
internal sealed class LoggedProgress(ILogger log, StepCounter steps, TimeProvider clock) : ILoadProgress, IDisposable
{
    static readonly TimeSpan Report = TimeSpan.FromSeconds(5);

    readonly Lock _lock = new();
    string? _phase;
    int? _step;
    bool _isRecovering;
    long _phaseBegan;
    long _lastReported = clock.GetTimestamp();

    /// <inheritdoc/>
    public void Phase(string name)
    {
        lock (_lock)
        {
            EndPhase();
            (_phase, _phaseBegan) = (name, clock.GetTimestamp());
            if (_isRecovering || steps.Enter(name) is not { } step || step == _step)
                return;
            _step = step;
            log.StepStarted(step, steps.Count, steps.Words(step));
        }
    }

    /// <inheritdoc/>
    public void Bytes(long done, long total, long rows)
    {
        lock (_lock)
        {
            if (_phase is null || total == 0 || clock.GetElapsedTime(_lastReported) < Report)
                return;
            _lastReported = clock.GetTimestamp();
            log.Progress(_phase, 100 * done / total, total, rows, clock.GetElapsedTime(_phaseBegan).TotalSeconds);
        }
    }

    /// <inheritdoc/>
    public void Recovering(long? load)
    {
        lock (_lock)
            _isRecovering = load is not null;
        if (load is { } stopped)
            log.Recovering(stopped);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
            EndPhase();
    }

    void EndPhase()
    {
        if (_phase is not null)
            log.PhaseEnded(_phase, clock.GetElapsedTime(_phaseBegan).TotalSeconds);
        _phase = null;
    }
}
