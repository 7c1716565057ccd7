using System.Text.RegularExpressions;
using Sparkify.Warehouse.Progress;

namespace Sparkify.Warehouse.Tests.Load;

public sealed partial class LoadPhasesTests
{
    static readonly string Sources = Path.Combine(TestData.Root, "src", "Sparkify.Warehouse");

    [Fact]
    public void Every_phase_that_a_load_enters_belongs_to_a_step()
    {
        var entered = Directory.EnumerateFiles(Sources, "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Entered().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups["phase"].Value)
            .ToHashSet();

        Assert.Contains("settling", entered);
        Assert.Contains("checkpointing", entered);
        Assert.DoesNotContain(entered, phase => LoadPhases.Step(phase) is null);
    }

    [Theory]
    [InlineData("measuring", "updating the statistics of tables")]
    [InlineData("building songplays", "building songplays")]
    public void A_phase_has_words_for_people(string phase, string words) => Assert.Equal(words, LoadPhases.Words(phase));

    [GeneratedRegex("""(entering(\?\.Invoke)?|phases\.Enter(Shown)?|\bEnter)\(\$?"(?<phase>[^"]+)"\)?""")]
    private static partial Regex Entered();
}
