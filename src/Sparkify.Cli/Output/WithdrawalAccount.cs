using Sparkify.Warehouse.Load;

namespace Sparkify.Cli.Output;

/// <summary>What a withdrawal removed, for people.</summary>
internal static class WithdrawalAccount
{
    /// <summary>What would be removed.</summary>
    public static void Write(PlainWriter writer, WithdrawalPreview preview)
    {
        writer.WriteLine($"Would withdraw {Quantity.Of(preview.Files.Withdrawn, "file")} with {Rows(preview.Rows.Left, preview.Rows.PendingLeft)}.");
        WriteFiles(writer, preview.Withdrawn, preview.AlreadyWithdrawn);
        writer.WriteLine("Nothing was changed.");
    }

    /// <summary>What was removed, and what the front room has now.</summary>
    public static void Write(PlainWriter writer, WithdrawalReport report)
    {
        writer.WriteLine(report switch
        {
            { Files.Withdrawn: > 0 } => $"Load {report.LoadId} published in {Quantity.Duration(report.Seconds)}. Withdrew {Quantity.Of(report.Files.Withdrawn, "file")} with {Rows(report.Rows.Left, report.Rows.PendingLeft)}.",
            { Published: true } => $"There was nothing to withdraw. Load {report.LoadId}, which had been stopped before it was published, is published now.",
            { LoadId: null } => "There was nothing to withdraw: nothing was published yet.",
            _ => $"There was nothing to withdraw. The front room still shows load {report.LoadId}.",
        });
        WriteFiles(writer, report.Withdrawn, report.AlreadyWithdrawn);
        writer.WriteLine();
        LoadAccount.WriteTables(writer, report.Tables);
    }

    static void WriteFiles(PlainWriter writer, IReadOnlyList<WithdrawnFile> withdrawn, IReadOnlyList<string> already)
    {
        NamedFiles.Write(writer, "withdrawn", [.. withdrawn.Select(file => $"{file.File}  {Rows(file.Rows, file.PendingRows)}")]);
        NamedFiles.Write(writer, "already withdrawn", already);
    }

    static string Rows(long counting, long pending) => pending == 0 ? Quantity.Of(counting, "row") : $"{Quantity.Of(counting, "row")} and {Quantity.Count(pending)} pending";
}
