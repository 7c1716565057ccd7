using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Engines.Contract;

/// <summary>An engine whose tables have distribution and sort keys that can be chosen.</summary>
public interface IKeyedEngine : IEngine
{
    /// <summary>The statements that bring the existing warehouse to the keys of a preset; none if it has them.</summary>
    IReadOnlyList<string> StatementsToKeys(KeyPreset keys);

    /// <summary>Runs these statements. The caller has the lock.</summary>
    void SwitchKeys(KeyPreset keys, CancellationToken cancellation);
}
