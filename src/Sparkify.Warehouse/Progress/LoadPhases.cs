namespace Sparkify.Warehouse.Progress;

/// <summary>
/// The phases of a load: reports name them (<c>phases</c> of <c>etl --json</c>), and those names stay. For people, each phase has words that say what is done,
/// and belongs to a step of the run.
/// </summary>
public static class LoadPhases
{
    const string Building = "building ";
    const string Again = "publishing again";
    const string Comparing = "comparing ";

    static readonly Dictionary<string, (LoadStep Step, string Words)> Phases = new()
    {
        ["listing"] = (LoadStep.List, "listing files"),
        ["opening"] = (LoadStep.Open, "opening the warehouse"),
        ["comparing"] = (LoadStep.Open, "looking for new and changed files"),
        ["copying the rooms"] = (LoadStep.Open, "copying backroom and front room"),
        ["reading"] = (LoadStep.Read, "reading files"),
        ["indexing staging"] = (LoadStep.Read, "creating the indexes of staging"),
        ["settling"] = (LoadStep.Settle, "choosing the rows that count"),
        ["choosing winners"] = (LoadStep.Settle, "choosing the rows that count"),
        ["copying"] = (LoadStep.Build, "copying the published front room"),
        ["finding changes"] = (LoadStep.Build, "finding what changed"),
        ["matching songs"] = (LoadStep.Build, "matching plays with songs"),
        ["clearing facts"] = (LoadStep.Build, "deleting the facts that changed"),
        ["indexing"] = (LoadStep.Build, "creating indexes"),
        ["measuring"] = (LoadStep.Build, "updating the statistics of tables"),
        ["checking"] = (LoadStep.Check, "checking the new front room"),
        ["committing"] = (LoadStep.Publish, "committing"),
        ["checkpointing"] = (LoadStep.Publish, "writing the new front room to its file"),
        ["flushing"] = (LoadStep.Publish, "flushing the file to disk"),
        ["keeping the previous file"] = (LoadStep.Publish, "keeping the previous file"),
        ["renaming"] = (LoadStep.Publish, "renaming the file into place"),
        ["marking published"] = (LoadStep.Publish, "recording that the load is published"),
        ["clearing the stage"] = (LoadStep.Publish, "deleting staged objects"),
    };

    /// <summary>What is done in a phase: "updating the statistics of tables". A name that is none of these says it itself.</summary>
    public static string Words(string phase) => Phases.TryGetValue(phase, out var found) ? found.Words : phase;

    /// <summary>What is done in a step.</summary>
    public static string Words(LoadStep step) => step switch
    {
        LoadStep.List => "listing files",
        LoadStep.Open => "opening the warehouse",
        LoadStep.Read => "reading files",
        LoadStep.Settle => "choosing the rows that count",
        LoadStep.Build => "building the front room",
        LoadStep.Check => "checking it",
        LoadStep.Compare => "comparing it with the published one",
        LoadStep.Publish => "publishing it",
        _ => throw new ArgumentOutOfRangeException(nameof(step), step, null),
    };

    /// <summary>The step that a phase belongs to; null if it belongs to none.</summary>
    public static LoadStep? Step(string phase)
    {
        ArgumentNullException.ThrowIfNull(phase);
        return Phases.TryGetValue(phase, out var found) ? found.Step
            : phase.StartsWith(Building, StringComparison.Ordinal) || phase.StartsWith(Again, StringComparison.Ordinal) ? LoadStep.Build
            : phase.StartsWith(Comparing, StringComparison.Ordinal) ? LoadStep.Compare
            : null;
    }
}

/// <summary>A step of a run, which has one phase or more.</summary>
public enum LoadStep
{
    /// <summary>List the files of the sources.</summary>
    List,

    /// <summary>Open the warehouse and find what is new.</summary>
    Open,

    /// <summary>Read files into staging.</summary>
    Read,

    /// <summary>Make pending rows count and choose winners.</summary>
    Settle,

    /// <summary>Build the front room.</summary>
    Build,

    /// <summary>Check it.</summary>
    Check,

    /// <summary>Compare it with the published one.</summary>
    Compare,

    /// <summary>Make it visible.</summary>
    Publish,
}
