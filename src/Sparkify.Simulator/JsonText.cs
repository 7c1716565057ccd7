using System.Text;

namespace Sparkify.Simulator;

/// <summary>Text and numbers in the format of the sources.</summary>
static class JsonText
{
    /// <summary>The value of an empty field.</summary>
    internal static readonly byte[] Null = "null"u8.ToArray();

    /// <summary>A JSON text in quotes: characters beyond ASCII as \u escapes; the event log also writes "\/".</summary>
    internal static string Quote(string text, bool isEvent)
    {
        var json = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
            _ = c switch
            {
                '"' => json.Append("\\\""),
                '\\' => json.Append("\\\\"),
                '/' when isEvent => json.Append("\\/"),
                >= ' ' and < '\u007f' => json.Append(c),
                _ => json.Append("\\u").Append(((int)c).ToString("x4")),
            };
        return json.Append('"').ToString();
    }

    /// <summary>A number of hundred-thousandths as a decimal in its shortest form: 24630812 is 246.30812, 24600000 is 246.0.</summary>
    internal static string Decimal(int units)
    {
        var (whole, rest) = (Math.Abs(units) / 100_000, Math.Abs(units) % 100_000);
        var fraction = rest.ToString("D5").TrimEnd('0');
        return $"{(units < 0 ? "-" : "")}{whole}.{(fraction.Length == 0 ? "0" : fraction)}";
    }

    /// <summary>The text after its UTF-8 was read as Latin-1 this many times.</summary>
    internal static string Garble(string text, int times) =>
        times == 0 ? text : Garble(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text)), times - 1);

    internal static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    internal static bool IsAscii(string text) => !text.AsSpan().ContainsAnyExceptInRange('\0', '\u007f');
}
