using System.Text.Json;

namespace Sparkify.Bench;

/// <summary>The parts of the <c>etl --json</c> output that a bench uses.</summary>
/// <param name="Taken">Files loaded.</param>
/// <param name="Skipped">Files skipped.</param>
/// <param name="Rows">Rows read.</param>
/// <param name="Phases">Seconds by phase.</param>
/// <param name="PhasesCpu">Seconds of CPU by phase; empty if the product is too old to report it.</param>
sealed record EtlOutput(long Taken, long Skipped, long Rows, IReadOnlyDictionary<string, double> Phases, IReadOnlyDictionary<string, double> PhasesCpu)
{
    internal static EtlOutput Parse(string output)
    {
        using var document = JsonDocument.Parse(output);
        var root = document.RootElement;
        var files = root.GetProperty("files");
        return new(
            files.GetProperty("taken").GetInt64(),
            files.GetProperty("skipped").GetInt64(),
            root.GetProperty("rows").GetProperty("read").GetInt64(),
            ByPhase(root, "phases"),
            ByPhase(root, "phases_cpu"));
    }

    static Dictionary<string, double> ByPhase(JsonElement root, string field) =>
        root.TryGetProperty(field, out var phases) ? phases.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetDouble()) : [];
}
