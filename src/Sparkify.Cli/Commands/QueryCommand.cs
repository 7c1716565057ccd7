using System.CommandLine;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Cli.Commands;

/// <summary><c>sparkify query</c>: ad-hoc SQL on the front room.</summary>
internal static class QueryCommand
{
    /// <summary>The name of its argument, which may begin as an option does: a comment.</summary>
    public const string Sql = "SQL";

    public static Command Build(Runner runner)
    {
        var sql = new Argument<string>(Sql) { Description = "One query on the tables of the schema frontroom; - reads it from standard input" };
        var result = new ResultOptions();
        var command = new Command("query", "Runs one SQL query on the front room, read-only.") { sql };
        result.AddTo(command);
        runner.Common.AddTo(command);
        HelpWithExamples.Add(command,
            "listeners by level", "sparkify query \"select level, count(*) as listeners from frontroom.users group by level\"",
            "every play, for a spreadsheet", "sparkify query \"select * from frontroom.songplays\" --format csv > plays.csv",
            "a query from a file", "sparkify query - < question.sql");
        runner.Attach(command, call =>
        {
            var text = call.Parse.GetRequiredValue(sql);
            if (text == "-")
                text = call.Shell.In.ReadToEnd();
            if (string.IsNullOrWhiteSpace(text))
                throw new UsageException("The query is empty. Expected SQL, such as: sparkify query \"select count(*) from frontroom.songplays\"");
            FrontroomQuery.Run(call, text, result.Format(call), result.Limit(call));
            return ExitCode.Done;
        });
        return command;
    }
}
