using Sparkify.Warehouse.Load;

namespace Sparkify.Cli.Output;

/// <summary>What a load would do, for people.</summary>
internal static class LoadPlan
{
    /// <summary>Source by source what would be read, what would leave for it, and what stays out; then what was read already.</summary>
    public static void Write(PlainWriter writer, LoadPreview preview)
    {
        if (preview.Unpublished is { } load)
            writer.WriteLine($"Load {load} was stopped before it was published. It would be published first.");
        foreach (var source in preview.Sources)
            Write(writer, source);
        if (preview.Pending.Count > 0)
        {
            writer.WriteLine($"A load that was stopped has read {Quantity.Of(preview.Pending.Count, "file")} ({Quantity.Of(preview.Pending.Sum(file => file.Rows), "row")}), which would be published as well");
            NamedFiles.Write(writer, "pending", [.. preview.Pending.Select(file => $"{file.File}  {Quantity.Of(file.Rows, "row")}{(file.Replaces > 0 ? $", in place of {Quantity.Count(file.Replaces)}" : "")}")]);
        }
        PassedOver.Write(writer, preview.PassedOver);
        LoadAccount.WriteNamed(writer, "Warning", preview.Warnings);
        writer.WriteLine("Nothing was changed.");
    }

    static void Write(PlainWriter writer, SourcePreview source)
    {
        var read = source.New.Count + source.Changed.Count + source.Retaken.Count;
        writer.WriteLine($"{source.Name}: would read {Quantity.Of(read, "file")} ({Quantity.Bytes(source.Bytes)}), skip {Quantity.Count(source.Skipped)} unchanged");
        NamedFiles.Write(writer, "new", source.New);
        NamedFiles.Write(writer, "changed", [.. source.Changed.Select(file => $"{file.File}  {Effect(file)}, unless its content is the same")]);
        NamedFiles.Write(writer, "again", [.. source.Retaken.Select(file => $"{file.File}  {Effect(file)}")]);
        NamedFiles.Write(writer, "withdrawn", [.. source.Withdrawn.Select(file => $"{file}  stays withdrawn")]);
        NamedFiles.Write(writer, "unreadable", [.. source.Unreadable.Select(failure => $"{failure.File}: {failure.Error}")]);
    }

    static string Effect(ReplacedFile file) => file.State switch
    {
        "withdrawn" => "was withdrawn, would be loaded again",
        "pending" when file.Replaces == 0 => "was read by a load that was stopped, would be read again",
        _ => $"replaces {Quantity.Of(file.Replaces, "row")}",
    };
}
