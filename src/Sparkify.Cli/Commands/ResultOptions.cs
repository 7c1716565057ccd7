using System.CommandLine;
using Sparkify.Cli.Output;

namespace Sparkify.Cli.Commands;

/// <summary>How rows are to be printed: --format and --limit.</summary>
/// <param name="usualLimit">Rows that are shown by default.</param>
internal sealed class ResultOptions(int usualLimit = 100)
{
    readonly Option<string?> _format = new Option<string?>("--format", "-f") { HelpName = "table|csv|json", Description = "Output format [default: table]" }
        .AcceptOnlyFromAmong("table", "csv", "json");
    readonly Option<int> _limit = new("--limit", "-n")
    {
        HelpName = "N",
        Description = "Most rows of a table; csv and json are always complete",
        DefaultValueFactory = _ => usualLimit,
    };

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        _limit.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && (!int.TryParse(result.Tokens[0].Value, out var limit) || limit < 1))
                result.AddError($"--limit {result.Tokens[0].Value}: expected a number of rows from 1.");
        });
        command.Add(_format);
        command.Add(_limit);
    }

    /// <summary>The format; --json means json.</summary>
    public ResultFormat Format(Invocation call) => call.Parse.GetValue(_format) switch
    {
        "csv" => ResultFormat.Csv,
        "json" => ResultFormat.Json,
        null when call.Json => ResultFormat.Json,
        _ => ResultFormat.Table,
    };

    /// <summary>The row limit.</summary>
    public int Limit(Invocation call) => call.Parse.GetValue(_limit);
}
