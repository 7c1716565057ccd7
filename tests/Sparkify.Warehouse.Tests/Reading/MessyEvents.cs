using System.Text;

namespace Sparkify.Warehouse.Tests.Reading;

/// <summary>Generates event files, valid and broken ones, from a seed.</summary>
internal sealed class MessyEvents(int seed)
{
    static readonly string[] Numbers =
    [
        "0", "-0", "1", "200", "2147483647", "2147483648", "9223372036854775807", "9223372036854775808", "-1", "1e400", "0e999999999999",
        "15e1", "1541106106796", "1541106106796.0", "1541106106796.9", "1.541106106796E12", "1541106106796000e-3", "946684800000", "946684799999",
        "4102444799999.99999999", "4102444800000", "1e-400", "0.1", "99.16036", "1000000", "1000000.0000000001", "-0.0", "12345678901234567890123456789e-20",
        "01", "1.", ".5", "1e", "+1", "--1", "0x1", "123456789.123456789e-3", "5e-324", "1.7976931348623157e308", "1.7976931348623159e308",
    ];

    static readonly string[] Texts =
    [
        "", " ", "\\u0000", "\\u2003", "\u00A0", "NextSong", "Next\\u0053ong", "NextSong\\u0000", "Home", "free", "Bj\\u00c3\\u00b6rk", "BjÃ¶rk", "Ã\u0083Â¶", "Björk", "日本",
        "\\ud83d\\ude00", "\\ud83d", "\\ude00\\ud83d", "😀", "a\\\\b\\/c\\\"d\\b\\f\\n\\r\\t", "53", "-5", "007", " 53", "5\\u00003", "1.5", "1e3", "\\u0035", "\u0085", "Â\u00A0", "x\\q", "a\tb",
    ];

    readonly Random random = new(seed);

    public byte[] Next()
    {
        var text = new StringBuilder();
        if (OneIn(10))
            text.Append('[');
        for (var rows = random.Next(4); rows >= 0; rows--)
        {
            Row(text);
            text.Append(Pick("\n", "\n", "\n", "\r\n", ",\n", "", " ", " garbage\n", "]\n[", "\n\n", ",", "\n123\n", "\ntrue"));
        }
        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        return OneIn(2) ? bytes : Spoil(bytes);
    }

    void Row(StringBuilder text)
    {
        if (OneIn(30))
        {
            text.Append(Pick("null", "[1,[2]]", "\"text\"", "12 34", "{", "}", "[", "{\"a\":\n", "{\"a\":[\n{\"b\":\n", "123abc", "\"b\": 2,", "\0", "tru", "{\"a\" 1}"));
            return;
        }
        var fields = SparkifyWarehouse.Events.Fields.Select(field => field.Name).ToList();
        if (OneIn(4))
            fields = [.. fields.OrderBy(_ => random.Next())];
        if (OneIn(4))
            fields.Add(Pick([.. fields]));
        if (OneIn(4))
            fields.Insert(random.Next(fields.Count), Pick("nobody", "knows", "", "artis\\u0074", "p\\u0061ge", "a key that is far longer than thirty bytes", "\\ud800"));
        if (OneIn(6))
            fields.RemoveAt(random.Next(fields.Count));
        text.Append('{');
        for (var i = 0; i < fields.Count; i++)
        {
            text.Append(i > 0 ? "," : "").Append(Blanks()).Append('"').Append(fields[i]).Append('"').Append(Blanks()).Append(':').Append(Blanks());
            Value(text, fields[i], 0);
            text.Append(Blanks());
        }
        text.Append('}');
    }

    void Value(StringBuilder text, string field, int depth)
    {
        var isOdd = OneIn(12);
        text.Append(isOdd
            ? random.Next(8) switch
            {
                0 => "null",
                1 or 2 => Pick(Numbers),
                3 or 4 => $"\"{Pick(Texts)}\"",
                5 => $"\"{Pick(Numbers)}\"",
                6 => $"\"{new string(Pick("a", "é", " ")[0], random.Next(500, 1030))}\"",
                _ => Nested(depth),
            }
            : field switch
            {
                "ts" => $"{1541106106796 + random.Next()}",
                "registration" => $"{1541106106796 + random.Next()}.{random.Next(10)}",
                "sessionId" or "itemInSession" or "status" => $"{random.Next(1000)}",
                "userId" => $"\"{random.Next(100)}\"",
                "length" => $"{random.NextDouble() * 500}",
                "page" => Pick("\"NextSong\"", "\"Home\""),
                "artist" or "song" => OneIn(4) ? $"\"{Pick(Texts)}\"" : "\"Bj\\u00c3\\u00b6rk\"",
                _ => Pick("\"some text\"", "null", "\"with \\\"escapes\\\" and \\/\"", "\"naïve\""),
            });
    }

    string Nested(int depth)
    {
        if (OneIn(8))
        {
            var levels = random.Next(60, 67);
            return new string('[', levels) + new string(']', levels);
        }
        var inner = new StringBuilder();
        for (var i = random.Next(3); i >= 0 && depth < 4; i--)
        {
            inner.Append(inner.Length > 0 ? "," : "").Append(Blanks());
            Value(inner, "", depth + 1);
        }
        return OneIn(2) ? $"[{inner}]" : inner.Length == 0 ? "{}" : $"{{\"k\\n\":[{inner}],\"page\":true}}";
    }

    byte[] Spoil(byte[] bytes)
    {
        var spoilt = bytes.ToList();
        for (var times = random.Next(3); times >= 0 && spoilt.Count > 0; times--)
        {
            var at = random.Next(spoilt.Count);
            switch (random.Next(6))
            {
                case 0: spoilt[at] = (byte)random.Next(256); break;
                case 1: spoilt.RemoveAt(at); break;
                case 2: spoilt.Insert(at, (byte)"{}[]\",:\\\n 0e.-tn\0"[random.Next(17)]); break;
                case 3: spoilt.RemoveRange(at, spoilt.Count - at); break;
                case 4: spoilt.RemoveRange(at, Math.Min(random.Next(20), spoilt.Count - at)); break;
                default: spoilt.InsertRange(at, [.. spoilt.Skip(random.Next(spoilt.Count)).Take(random.Next(20))]); break;
            }
        }
        return [.. spoilt];
    }

    string Blanks() => OneIn(20) ? Pick(" ", "\n", "\r\n\t", "  ") : "";

    bool OneIn(int n) => random.Next(n) == 0;

    string Pick(params string[] from) => from[random.Next(from.Length)];
}
