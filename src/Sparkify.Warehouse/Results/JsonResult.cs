using System.Collections;
using System.Data.Common;
using System.Globalization;
using System.Numerics;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Sparkify.Warehouse.Results;

/// <summary>Writes rows as one JSON array of objects, one object per line, streaming, never truncated.</summary>
internal static class JsonResult
{
    /// <summary>Text is not escaped for HTML.</summary>
    public static JsonWriterOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the reader's remaining rows. If two columns have one name, the second is called "name_2".</summary>
    public static void Write(DbDataReader reader, Stream output, CancellationToken cancellation)
    {
        var names = Names(Enumerable.Range(0, reader.FieldCount).Select(reader.GetName));
        var buffer = new BufferedStream(output, 1 << 16);   // not disposed, because that would close standard output
        using var json = new Utf8JsonWriter(buffer, Options);
        buffer.WriteByte((byte)'[');
        for (var first = true; reader.Read(); first = false)
        {
            cancellation.ThrowIfCancellationRequested();
            buffer.Write(first ? "\n"u8 : ",\n"u8);
            json.Reset();
            json.WriteStartObject();
            for (var i = 0; i < names.Count; i++)
            {
                json.WritePropertyName(names[i]);
                WriteValue(json, ResultValue.Read(reader, i));
            }
            json.WriteEndObject();
            json.Flush();
        }
        buffer.Write("\n]\n"u8);
        buffer.Flush();
    }

    /// <summary>Writes a value: numbers as numbers, and types that JSON does not have as the text that CSV uses.</summary>
    public static void WriteValue(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null or DBNull:
                json.WriteNullValue();
                break;
            case bool truth:
                json.WriteBooleanValue(truth);
                break;
            case string text:
                json.WriteStringValue(text);
                break;
            case double or float when double.IsFinite(Convert.ToDouble(value, CultureInfo.InvariantCulture)):
            case decimal or BigInteger or long or int or short or sbyte or byte or ushort or uint or ulong:
                json.WriteRawValue(ValueText.Of(value));
                break;
            case IDictionary map:
                WriteMap(json, map);
                break;
            case IEnumerable list when value is not byte[]:
                json.WriteStartArray();
                foreach (var item in list)
                    WriteValue(json, item);
                json.WriteEndArray();
                break;
            default:
                json.WriteStringValue(ValueText.Of(value));
                break;
        }
    }

    static void WriteMap(Utf8JsonWriter json, IDictionary map)
    {
        json.WriteStartObject();
        foreach (DictionaryEntry entry in map)
        {
            json.WritePropertyName(ValueText.Of(entry.Key));
            WriteValue(json, entry.Value);
        }
        json.WriteEndObject();
    }

    /// <summary>The keys for these columns: if two have one name, the second is called "name_2".</summary>
    public static IReadOnlyList<JsonEncodedText> Names(IEnumerable<string> columns)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        return [.. columns.Select(name =>
        {
            var count = seen[name] = seen.GetValueOrDefault(name) + 1;
            return JsonEncodedText.Encode(count == 1 ? name : $"{name}_{count}", Options.Encoder);
        })];
    }
}
