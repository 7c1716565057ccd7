using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Text;
using Sparkify.Warehouse.Model;
using Sparkify.Warehouse.Rows;

namespace Sparkify.Warehouse.Reading;

/// <summary>Turns the values of a scanned row into the typed columns of its staging table, or reports its fault (R5, R6).</summary>
internal sealed unsafe partial class RowConverter
{
    // Text that might not fit into a batch after unescaping is unescaped in a separate buffer.
    const int MaxInBatch = 8 * 1024;

    readonly FieldPlan[] fields;
    readonly FieldPlan? page;
    readonly RowKeys rowKeys;
    byte[] scratch = [];
    Slot nested;
    readonly RowScanner row;
    RowBatch batch = null!;
    ColumnBuffer[] columns = [];
    bool isPlay;
    int nuls;
    bool isRestored;

    public RowConverter(Source source, FieldPlan[] fields, RowScanner row)
    {
        this.fields = fields;
        this.row = row;
        page = source.Fields.Any(field => field.Requirement == Requirement.RequiredForPlays) ? fields.Single(plan => plan.Field.Name == "page") : null;
        rowKeys = new RowKeys(source.Staging);
    }

    /// <summary>The fault of the last row that was not converted: the first by reason, then by field.</summary>
    public RejectReason FaultReason { get; private set; }

    /// <summary>The field at fault.</summary>
    public FieldPlan? FaultField { get; private set; }

    /// <summary>The value of the field at fault; null if it is absent.</summary>
    public string? FaultFound
    {
        get
        {
            ref readonly var slot = ref Find(FaultField!);
            return IsAbsent(in slot) ? null : RejectText.Found(Raw(in slot));
        }
    }

    /// <summary>Whether text of the converted row was repaired (R6).</summary>
    public bool IsRepaired => nuls > 0 || isRestored;

    /// <summary>Sets the batch to fill.</summary>
    public void Use(RowBatch next)
    {
        batch = next;
        columns = next.Columns;
    }

    /// <summary>Adds the scanned row to the batch. False leaves the batch unchanged and sets the fault.</summary>
    public bool Convert(int fileId, long line, long byteOffset)
    {
        FaultField = null;
        nuls = 0;
        isRestored = false;
        isPlay = page is not null && IsPlay(page);
        foreach (var field in fields)
        {
            if (field.Kind == FieldKind.Text)
                ConvertText(field);
            else
                ConvertNumber(field);
        }
        if (FaultField is not null)
        {
            batch.AbandonRow();
            return false;
        }
        var index = batch.Count;
        columns[rowKeys.FileId].Set(index, fileId);
        columns[rowKeys.Line].Set(index, line);
        columns[rowKeys.ByteOffset].Set(index, byteOffset);
        rowKeys.Set(batch, isPlay);
        batch.EndRow();
        return true;
    }

    static ReadOnlySpan<byte> Raw(scoped in Slot slot) => slot.Kind is ValueKind.Text or ValueKind.EscapedText
        ? new ReadOnlySpan<byte>(slot.Start - 1, slot.Length + 2)
        : new ReadOnlySpan<byte>(slot.Start, slot.Length);

    bool IsPlay(FieldPlan field)
    {
        ref readonly var slot = ref Find(field);
        if (IsAbsent(in slot) || slot.Kind is not (ValueKind.Text or ValueKind.EscapedText))
            return false;
        var before = nuls;
        var isNextSong = Unescaped(in slot).SequenceEqual("NextSong"u8);
        nuls = before;
        return isNextSong;
    }

    // The value of a field; a null reference if it is absent. A nested value is valid until the next call.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    ref readonly Slot Find(FieldPlan field)
    {
        if ((row.Found >> field.Slot & 1) == 0)
            return ref Unsafe.NullRef<Slot>();
        return ref field.Steps.Length == 0 ? ref row[field.Slot] : ref FindNested(field);
    }

    ref readonly Slot FindNested(FieldPlan field)
    {
        if (NestedValue.TryFind(row[field.Slot], field.Steps, out nested))
            return ref nested;
        return ref Unsafe.NullRef<Slot>();
    }

    static bool IsAbsent(ref readonly Slot slot) => Unsafe.IsNullRef(in slot);

    void Fail(FieldPlan field, RejectReason reason)
    {
        // Fields are in the order of their names, so the first one with a reason is kept.
        if (FaultField is not null && FaultReason <= reason)
            return;
        FaultField = field;
        FaultReason = reason;
    }

    void IsMissing(FieldPlan field)
    {
        var requirement = field.Field.Requirement;
        if (requirement == Requirement.Required || (isPlay && requirement == Requirement.RequiredForPlays))
            Fail(field, RejectReason.RequiredMissing);
    }

    void ConvertText(FieldPlan field)
    {
        ref readonly var slot = ref Find(field);
        if (IsAbsent(in slot) || slot.Kind == ValueKind.Null)
        {
            IsMissing(field);
            return;
        }
        if (slot.Kind is not (ValueKind.Text or ValueKind.EscapedText))
        {
            Fail(field, RejectReason.WrongType);
            return;
        }
        var to = (byte*)Unsafe.AsPointer(ref batch.Text[batch.TextLength]);
        var from = slot.Start;
        var length = slot.Length;
        if (slot.Kind == ValueKind.EscapedText)
        {
            var into = length <= MaxInBatch ? to : Scratch(length);
            length = JsonText.Unescape(from, length, into, ref nuls);
            from = into;
        }
        // Most text begins with a letter and is not blank.
        if ((length == 0 || *from is <= (byte)' ' or > (byte)'~') && !field.MayBeBlank && JsonText.IsBlank(new ReadOnlySpan<byte>(from, length)))
        {
            IsMissing(field);
            if (length > field.MaxBytes)
                Fail(field, RejectReason.OutOfRange);
            return;
        }
        if (length > field.MaxBytes)
        {
            Fail(field, RejectReason.OutOfRange);
            return;
        }
        if (from != to)
        {
            // Both buffers have room for a whole vector; most text is shorter than one.
            if (length <= Vector256<byte>.Count)
                Vector256.Load(from).Store(to);
            else
                Unsafe.CopyBlockUnaligned(to, from, (uint)length);
        }
        if (field.RawColumn >= 0 && !Ascii.IsValid(new ReadOnlySpan<byte>(to, length)))
            KeepRestored(field, to, length);
        else
            batch.KeepText(columns[field.Column], length);
    }

    void KeepRestored(FieldPlan field, byte* text, int length)
    {
        var copy = new Span<byte>(text + length, length);
        new ReadOnlySpan<byte>(text, length).CopyTo(copy);
        var restored = TextRepair.Restore(copy);
        if (restored == length)
        {
            batch.KeepText(columns[field.Column], length);
            return;
        }
        isRestored = true;
        batch.KeepText(columns[field.RawColumn], length);
        batch.KeepText(columns[field.Column], restored);
    }

    // A text's characters, without NULs; valid until the next call.
    ReadOnlySpan<byte> Unescaped(scoped in Slot slot)
    {
        if (slot.Kind == ValueKind.Text)
            return new ReadOnlySpan<byte>(slot.Start, slot.Length);
        var to = Scratch(slot.Length);
        var length = JsonText.Unescape(slot.Start, slot.Length, to, ref nuls);
        to[length] = 0;
        return new ReadOnlySpan<byte>(to, length);
    }

    byte* Scratch(int length)
    {
        if (scratch.Length < length + ByteWindow.Slack)
            scratch = GC.AllocateUninitializedArray<byte>(Math.Max(length, 4096) + ByteWindow.Slack, pinned: true);
        return (byte*)Unsafe.AsPointer(ref scratch[0]);
    }
}
