using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Reading;

// Fields with numbers or times.
internal sealed unsafe partial class RowConverter
{
    const long FirstInstant = 946_684_800_000;
    const long EndOfInstants = 4_102_444_800_000;

    void ConvertNumber(FieldPlan field)
    {
        ref readonly var slot = ref Find(field);
        if (IsAbsent(in slot) || slot.Kind == ValueKind.Null)
        {
            IsMissing(field);
            return;
        }
        if (slot.Kind == ValueKind.Integer)
        {
            SetInteger(field, slot.Integer);
            return;
        }
        if (slot.Kind == ValueKind.Other)
        {
            Fail(field, RejectReason.WrongType);
            return;
        }
        if (slot.Kind == ValueKind.Text && TryShortInteger(in slot, out var small))
        {
            SetInteger(field, small);
            return;
        }
        var text = new ReadOnlySpan<byte>(slot.Start, slot.Length);
        var isInteger = field.Kind is FieldKind.Integer or FieldKind.EpochInteger;
        if (slot.Kind is ValueKind.Text or ValueKind.EscapedText)
        {
            text = Unescaped(in slot);
            if (JsonText.IsBlank(text))
            {
                IsMissing(field);
                return;
            }
            if (isInteger ? !IsPlainInteger(text) : !IsNumber(text))
            {
                Fail(field, RejectReason.WrongType);
                return;
            }
        }
        var number = new DecimalText(text);
        if (field.Kind == FieldKind.Float)
            SetFloat(field, number.ToDouble());
        else if (isInteger && !number.IsIntegral)
            Fail(field, RejectReason.WrongType);
        else if (number.TryTruncate(out var value))
            SetInteger(field, value);
        else
            Fail(field, RejectReason.OutOfRange);
    }

    // Digits without a leading zero are a valid number for integers and floats.
    static bool TryShortInteger(ref readonly Slot slot, out long value)
    {
        value = 0;
        if (slot.Length is 0 or > 18 || *slot.Start == '0')
            return false;
        for (var i = 0; i < slot.Length; i++)
        {
            var digit = (uint)(slot.Start[i] - '0');
            if (digit > 9)
                return false;
            value = value * 10 + digit;
        }
        return true;
    }

    static bool IsPlainInteger(ReadOnlySpan<byte> text)
    {
        var digits = text[0] == '-' ? text[1..] : text;
        return !digits.IsEmpty && !digits.ContainsAnyExceptInRange((byte)'0', (byte)'9');
    }

    // The text is in the window or in scratch: either way a byte that no number contains follows it.
    static bool IsNumber(ReadOnlySpan<byte> text)
    {
        fixed (byte* start = text)
            return DecimalText.End(start) == start + text.Length;
    }

    void SetInteger(FieldPlan field, long value)
    {
        var column = columns[field.Column];
        switch (field.Kind)
        {
            case FieldKind.Float:
                SetFloat(field, value);
                break;
            case FieldKind.Integer:
                if (value < 0 || (field.IsInt32 && value > int.MaxValue))
                    Fail(field, RejectReason.OutOfRange);
                else if (value == 0 && field.Field.ZeroIsNull)
                    break;
                else if (field.IsInt32)
                    column.Set(batch.Count, (int)value);
                else
                    column.Set(batch.Count, value);
                break;
            default:
                if (value is < FirstInstant or >= EndOfInstants)
                    Fail(field, RejectReason.OutOfRange);
                else
                    column.Set(batch.Count, value * 1000);
                break;
        }
    }

    void SetFloat(FieldPlan field, double value)
    {
        if (!double.IsFinite(value) || (field.Field.Max is { } max && (value < 0 || value > max)))
            Fail(field, RejectReason.OutOfRange);
        else
            columns[field.Column].Set(batch.Count, value);
    }
}
