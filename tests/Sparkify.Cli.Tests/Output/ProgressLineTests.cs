using Sparkify.Cli.Output;
using Sparkify.Warehouse.Load;

namespace Sparkify.Cli.Tests.Output;

public sealed class ProgressLineTests
{
    [Fact]
    public void Steps_are_counted_and_never_go_back_and_a_stopped_load_is_named()
    {
        using var writer = new StringWriter();
        using (var line = new ProgressLine(writer, isTerminal: true, 200, StepCounter.OfLoad, TimeProvider.System))
        {
            line.Phase("opening");
            line.Recovering(4);
            line.Phase("building songplays");
            line.Recovering(null);
            line.Phase("reading");
            line.Phase("committing");
            // Some engines update their statistics after the commit.
            line.Phase("measuring");
        }

        var shown = writer.ToString().Split('\r', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(
        [
            "step 2 of 7: opening the warehouse …",
            "completing load 4 first: building songplays …",
            "step 3 of 7: reading files …",
            "step 7 of 7: committing …",
            "step 7 of 7: updating the statistics of tables …",
        ],
        shown);
    }

    [Fact]
    public void Work_without_steps_is_shown_as_it_is_called()
    {
        using var writer = new StringWriter();
        using (var line = new ProgressLine(writer, isTerminal: true, 200, StepCounter.None, TimeProvider.System))
            line.Phase("simulating");

        Assert.Contains("simulating …", writer.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("step", writer.ToString(), StringComparison.Ordinal);
    }
}
