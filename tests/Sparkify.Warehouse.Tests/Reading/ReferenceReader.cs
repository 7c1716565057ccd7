using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Tests.Reading;

/// <summary>
/// Reads an event file simply and slowly, with System.Text.Json: SourceReader must give the same result. It does not distinguish text
/// that is not JSON from truncated text ("not_json" is used for both).
/// </summary>
public static partial class ReferenceReader
{
    static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);
    static readonly JsonReaderOptions Values = new() { MaxDepth = 100_000, AllowMultipleValues = true };

    /// <summary>One line per row: its place, then its columns or its fault.</summary>
    public static List<string> Events(byte[] text)
    {
        var rows = new List<string>();
        var inArray = false;
        var elementExpected = false;
        for (var at = 0; at < text.Length;)
        {
            var b = (char)text[at];
            if (b == ',')
                elementExpected = inArray;
            if (b == '[' && !elementExpected)
                inArray = elementExpected = true;
            else if (b == ']')
                inArray = elementExpected = false;
            else if (!" \t\r\n,".Contains(b, StringComparison.Ordinal))
            {
                var length = ValueLength(text.AsSpan(at));
                var line = text.AsSpan(0, at).Count((byte)'\n') + 1;
                if (length < 0)
                {
                    length = text.AsSpan(at).IndexOf((byte)'\n');
                    length = length < 0 ? text.Length - at : length;
                    rows.Add($"{line} {at} not_json");
                }
                else
                {
                    rows.Add($"{line} {at} {Row(text.AsSpan(at, length))}");
                }
                at += length;
                elementExpected = false;
                continue;
            }
            at++;
        }
        return rows;
    }

    static int ValueLength(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text, isFinalBlock: true, new JsonReaderState(Values));
        try
        {
            reader.Read();
            var isContainer = reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray;
            reader.Skip();
            var length = (int)reader.BytesConsumed;
            return isContainer || length == text.Length || " \t\r\n,]"u8.Contains(text[length]) ? length : -1;
        }
        catch (JsonException)
        {
            return -1;
        }
    }

    static string Row(ReadOnlySpan<byte> json)
    {
        if (json[0] != '{')
            return "not_an_object";
        try
        {
            if (HasLoneSurrogate(Strict.GetString(json)))
                return "not_utf8";
        }
        catch (DecoderFallbackException)
        {
            return "not_utf8";
        }
        if (json.Length > 4 * 1024 * 1024)
            return "too_long";
        using var document = JsonDocument.Parse(json.ToArray(), new JsonDocumentOptions { MaxDepth = 100_000 });
        return Depth(json) > 64 ? "too_deep" : Convert(document.RootElement);
    }

    static int Depth(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 100_000 });
        var depth = 0;
        while (reader.Read())
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                depth = Math.Max(depth, reader.CurrentDepth + 1);
        return depth;
    }

    static bool HasLoneSurrogate(string json)
    {
        var units = Escape().Replace(json, match => match.Value[1] == 'u' ? ((char)int.Parse(match.Value.AsSpan(2), System.Globalization.NumberStyles.HexNumber)).ToString() : "_");
        for (var i = 0; i < units.Length; i++)
        {
            if (!char.IsSurrogate(units[i]))
                continue;
            if (i + 1 == units.Length || !char.IsSurrogatePair(units[i], units[i + 1]))
                return true;
            i++;
        }
        return false;
    }

    static string Convert(JsonElement row)
    {
        var isPlay = row.TryGetProperty("page", out var page) && page.ValueKind == JsonValueKind.String && Plain(page) == "NextSong";
        var faults = new List<(int Order, string Field, string Word)>();
        var cells = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in SparkifyWarehouse.Events.Fields)
        {
            var isRequired = field.Requirement == Requirement.Required || (isPlay && field.Requirement == Requirement.RequiredForPlays);
            var type = SparkifyWarehouse.StagingEvents[field.Column].Type;
            var isThere = row.TryGetProperty(field.Name, out var value) && value.ValueKind != JsonValueKind.Null;
            var text = isThere && value.ValueKind == JsonValueKind.String ? Plain(value) : null;
            var isBlank = text is not null && text.All(char.IsWhiteSpace) && !(field.Kind == FieldKind.Text && field.MayBeBlank);
            if (isRequired && (!isThere || isBlank))
                faults.Add((0, field.Name, "required_missing"));
            else if (isThere && field.Kind == FieldKind.Text && text is null)
                faults.Add((1, field.Name, "wrong_type"));
            else if (text is not null && field.Kind == FieldKind.Text && Encoding.UTF8.GetByteCount(text) > type.MaxBytes)
                faults.Add((2, field.Name, "out_of_range"));
            else if (!isThere || isBlank)
                continue;
            else if (field.Kind == FieldKind.Text)
                KeepText(cells, field, text!);
            else if (Number(field, type, value, text, out var fault) is { } number)
                cells[field.Column] = number;
            else
                faults.Add((fault == "wrong_type" ? 1 : 2, field.Name, fault));
        }
        if (faults.Count == 0)
            return string.Join(",", cells.Select(cell => $"{cell.Key}={cell.Value}"));
        var (_, name, word) = faults.MinBy(fault => fault.Order);
        return $"{word} {name}";
    }

    static string Plain(JsonElement text) => text.GetString()!.Replace("\0", "", StringComparison.Ordinal);

    static void KeepText(SortedDictionary<string, string> cells, SourceField field, string text)
    {
        var restored = text;
        while (field.RawColumn is not null && restored.All(c => c <= 0xFF) && restored.Any(c => c >= 0x80) && TryDecode(restored) is { } decoded)
            restored = decoded;
        cells[field.Column] = restored;
        if (restored != text)
            cells[field.RawColumn!] = text;
    }

    static string? TryDecode(string latin1)
    {
        try
        {
            return Strict.GetString(Encoding.Latin1.GetBytes(latin1));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    static string? Number(SourceField field, ColumnType type, JsonElement value, string? text, out string fault)
    {
        fault = "wrong_type";
        var isInteger = field.Kind is FieldKind.Integer or FieldKind.EpochInteger;
        if (value.ValueKind is not (JsonValueKind.String or JsonValueKind.Number))
            return null;
        var digits = text ?? value.GetRawText();
        var match = JsonNumber().Match(text is not null && isInteger && PlainInteger().IsMatch(text) ? BigInteger.Parse(text).ToString() : digits);
        if (!match.Success || (text is not null && isInteger && !PlainInteger().IsMatch(text)))
            return null;
        // The value is mantissa × 10^exponent, without trailing zeros in the mantissa.
        var mantissa = match.Groups[1].Value + match.Groups[2].Value;
        var exponent = (match.Groups[3].Success ? BigInteger.Parse(match.Groups[3].Value) : 0) - match.Groups[2].Length;
        var significant = mantissa.TrimEnd('0');
        exponent += mantissa.Length - significant.Length;
        var isZero = significant.Trim('0').Length == 0;
        var magnitude = exponent + significant.TrimStart('0').Length;
        if (isInteger && !isZero && exponent < 0)
            return null;
        fault = "out_of_range";
        if (field.Kind == FieldKind.Float)
        {
            var parsed = isZero || magnitude < -1000 ? 0 : magnitude > 1000 ? double.PositiveInfinity : double.Parse(digits);
            var isTooLarge = !double.IsFinite(parsed) || (field.Max is { } max && (parsed < 0 || parsed > max));
            return isTooLarge ? null : (parsed == 0 ? 0 : parsed).ToString("R");
        }
        if (!isZero && magnitude > 30)
            return null;
        var whole = isZero || magnitude <= 0 ? 0
            : exponent >= 0 ? BigInteger.Parse(significant) * BigInteger.Pow(10, (int)exponent)
            : BigInteger.Parse(significant[..^(int)-exponent]);
        if (digits[0] == '-')
            whole = -whole;
        var (least, most) = field.Kind != FieldKind.Integer ? (946_684_800_000, 4_102_444_799_999)
            : (0L, type.Kind == ColumnKind.Int32 ? int.MaxValue : long.MaxValue);
        return whole < least || whole > most ? null : (field.Kind == FieldKind.Integer ? whole : whole * 1000).ToString();
    }

    [GeneratedRegex(@"\\(u[0-9a-fA-F]{4}|.)", RegexOptions.Singleline)]
    private static partial Regex Escape();

    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]+))?\z")]
    private static partial Regex JsonNumber();

    [GeneratedRegex(@"^-?[0-9]+\z")]
    private static partial Regex PlainInteger();
}
