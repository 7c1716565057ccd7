using System.CommandLine;
using Sparkify.Cli.Output;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Results;

namespace Sparkify.Cli.Commands;

/// <summary><c>sparkify export</c>: the front room as Parquet files.</summary>
internal static class ExportCommand
{
    public static Command Build(Runner runner)
    {
        var folder = new Argument<string>("DIR") { Description = "Folder for the files; files of an earlier export are replaced" };
        var command = new Command("export", "Exports the front room as Parquet files, one for each table, all from the same load.") { folder };
        runner.Common.AddTo(command);
        HelpWithExamples.Add(command, "for another tool", "sparkify export parquet");
        runner.Attach(command, call =>
        {
            var engine = call.OpenEngine();
            try
            {
                var target = call.Parse.GetRequiredValue(folder);
                if (engine.WorksInProcess)
                {
                    FrontroomQuery.RequireWarehouse(engine, call);
                    Directory.CreateDirectory(target);
                }
                var files = FrontroomExport.WriteAsync(engine, target, call.Confine(engine, target), call.Cancellation).GetAwaiter().GetResult();
                if (call.Json)
                    call.WriteJson(new(target, files.ToDictionary(file => file.Table, file => file.Rows)), CliJson.Default.ExportDocument);
                else if (!call.Quiet)
                    foreach (var file in files)
                        call.Text.WriteLine($"{file.Path}  {Quantity.Of(file.Rows, "row")}");
            }
            catch (WarehouseMissingException)
            {
                throw FrontroomQuery.Missing(engine, call);
            }
            return ExitCode.Done;
        });
        return command;
    }
}
