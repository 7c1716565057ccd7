using System.CommandLine;
using Sparkify.Cli.Output;
using Sparkify.Warehouse.Docs;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Cli.Commands;

/// <summary><c>sparkify docs</c>: bus matrix, data dictionary and lineage, as the declaration has them.</summary>
internal static class DocsCommand
{
    const string FileName = "warehouse.md";

    public static Command Build(Runner runner)
    {
        var folder = new Argument<string?>("DIR") { Description = $"Folder to write {FileName} into, created if it does not exist; without it, the text is printed", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("docs", "Writes the data dictionary, bus matrix and lineage of the warehouse as Markdown. Needs no warehouse.") { folder };
        runner.Common.AddTo(command, warehouse: false);
        HelpWithExamples.Add(command,
            "read it", "sparkify docs | less",
            "put it into your own documentation", "sparkify docs wiki/warehouse");
        runner.Attach(command, call => Run(call, call.Parse.GetValue(folder)));
        return command;
    }

    static ExitCode Run(Invocation call, string? folder)
    {
        var text = WarehouseDocs.Render();
        var file = folder is null ? null : Write(folder, text);
        if (call.Json)
            call.WriteJson(new DocsDocument(file, file is null ? text : null), CliJson.Default.DocsDocument);
        else if (file is null)
            call.Text.Write(text);
        else if (!call.Quiet)
            call.Text.WriteLine($"Wrote {file}");
        return ExitCode.Done;
    }

    static string Write(string folder, string text)
    {
        var file = Path.Combine(Path.GetFullPath(folder), FileName);
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(file, text);
            return file;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new WarehouseException($"{file} cannot be written: {error.Message} Name another folder: sparkify docs DIR.", cause: error);
        }
    }
}
