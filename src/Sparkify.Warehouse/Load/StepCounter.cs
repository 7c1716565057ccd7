using Sparkify.Warehouse.Progress;

namespace Sparkify.Warehouse.Load;

/// <summary>Counts the steps of one run, so that people see how far it is: "step 3 of 7".</summary>
public sealed class StepCounter(params IReadOnlyList<LoadStep> steps)
{
    int current;

    /// <summary>The steps of a load.</summary>
    public static StepCounter OfLoad => new(LoadStep.List, LoadStep.Open, LoadStep.Read, LoadStep.Settle, LoadStep.Build, LoadStep.Check, LoadStep.Publish);

    /// <summary>The steps of a withdrawal.</summary>
    public static StepCounter OfWithdrawal => new(LoadStep.Open, LoadStep.Settle, LoadStep.Build, LoadStep.Check, LoadStep.Publish);

    /// <summary>The steps of a second build that is compared with the published one.</summary>
    public static StepCounter OfRebuild => new(LoadStep.Open, LoadStep.Settle, LoadStep.Build, LoadStep.Compare);

    /// <summary>No steps, for work that is one.</summary>
    public static StepCounter None => new();

    /// <summary>All steps.</summary>
    public int Count => steps.Count;

    /// <summary>What is done in a step, by its number.</summary>
    public string Words(int number) => LoadPhases.Words(steps[number - 1]);

    /// <summary>The number of the step in which a phase is, from 1; it never goes back. Null if the run has no such step.</summary>
    public int? Enter(string phase)
    {
        if (LoadPhases.Step(phase) is not { } step)
            return null;
        for (var i = 0; i < steps.Count; i++)
            if (steps[i] == step)
                return current = Math.Max(current, i + 1);
        return null;
    }
}
