using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Reading;

/// <summary>A field of a source, for the converter: where its value is, what it may be, and the columns it fills.</summary>
internal sealed class FieldPlan
{
    public FieldPlan(SourceField field, Table table, int slot, PathStep[] steps)
    {
        Field = field;
        Kind = field.Kind;
        MayBeBlank = field.MayBeBlank;
        Slot = slot;
        Steps = steps;
        Column = table.IndexOf(field.Column);
        RawColumn = field.RawColumn is null ? -1 : table.IndexOf(field.RawColumn);
        var type = table.Columns[Column].Type;
        MaxBytes = type.MaxBytes;
        IsInt32 = type.Kind == ColumnKind.Int32;
    }

    public SourceField Field { get; }

    public FieldKind Kind { get; }

    public bool MayBeBlank { get; }

    /// <summary>The slot of the row with its value.</summary>
    public int Slot { get; }

    /// <summary>The steps from the slot's value to the field's; empty unless a JSONPath goes deeper.</summary>
    public PathStep[] Steps { get; }

    public int Column { get; }

    /// <summary>The column for the text before R6; negative for none.</summary>
    public int RawColumn { get; }

    public int MaxBytes { get; }

    public bool IsInt32 { get; }

    /// <summary>The expected value, for messages (R14).</summary>
    public string Expected(RejectReason reason) => (reason, Kind) switch
    {
        (RejectReason.RequiredMissing, FieldKind.Text) when Field.MayBeBlank => "text",
        (RejectReason.RequiredMissing, FieldKind.Text) => "text that is not blank",
        (RejectReason.RequiredMissing, _) => "a value",
        (RejectReason.WrongType, FieldKind.Text) => "text",
        (RejectReason.WrongType, FieldKind.Integer or FieldKind.EpochInteger) => "an integer, or text of digits",
        (RejectReason.WrongType, _) => "a number, or text that is one",
        (_, FieldKind.Text) => $"at most {MaxBytes} bytes of UTF-8",
        (_, FieldKind.EpochInteger or FieldKind.EpochFloat) => "milliseconds since 1970 from 2000-01-01 to before 2100-01-01",
        (_, FieldKind.Integer) => $"0 to {(IsInt32 ? int.MaxValue : long.MaxValue)}",
        _ => Field.Max is { } max ? $"0 to {max}" : "a finite number",
    };
}
