using System.Text;

namespace Sparkify.Simulator.Mess;

/// <summary>A line that a load rejects.</summary>
/// <param name="Kind">What is wrong with it.</param>
/// <param name="Reason">The reject reason.</param>
/// <param name="Bytes">The line without its line end.</param>
sealed record FaultyRow(string Kind, string Reason, byte[] Bytes)
{
    /// <summary>The maximum size of a row; one of the rows is larger.</summary>
    const int MostRowBytes = 4 << 20;

    /// <summary>The maximum nesting of a row, itself included; one of the rows is one level deeper.</summary>
    const int MostLevels = 64;

    /// <summary>Session numbers that no other event has.</summary>
    const int FirstSession = 900_000_000;

    /// <summary>An incomplete row, for the end of a file.</summary>
    internal static FaultyRow Truncated { get; } =
        new("truncated", "truncated", "{\"artist\":null,\"auth\":\"Logged In\",\"page\":\"Home\",\"ts\":15411"u8.ToArray());

    /// <summary>At least one for every reason but truncated; few enough for the reject limit, which is never under 20 rows.</summary>
    internal static IReadOnlyList<FaultyRow> Make(long ts)
    {
        FaultyRow With(string kind, string reason, string key, string? json) => new(kind, reason, Encoding.UTF8.GetBytes(Row(ts, 0, key, json)));
        var notUtf8 = Encoding.Latin1.GetBytes(Row(ts, 0, "location", "\"Malm\u00f6, Sweden\""));
        var deep = new string('[', MostLevels) + new string(']', MostLevels);
        return
        [
            new("unquoted_text", "not_json", Encoding.UTF8.GetBytes(Row(ts, 0, "auth", "Logged In"))),
            new("only_text", "not_an_object", "\"NextSong\""u8.ToArray()),
            new("latin_1_bytes", "not_utf8", notUtf8),
            With("lone_surrogate", "not_utf8", "song", "\"Paper \\ud83d Kites\""),
            With("over_4_mib", "too_long", "note", $"\"{new string('x', MostRowBytes)}\""),
            With("nested_65_deep", "too_deep", "note", deep),
            With("without_ts", "required_missing", "ts", null),
            With("level_null", "required_missing", "level", "null"),
            With("page_blank", "required_missing", "page", "\" \""),
            With("play_without_listener", "required_missing", "userId", "\"\""),
            With("ts_true", "wrong_type", "ts", "true"),
            With("session_of_letters", "wrong_type", "sessionId", "\"abc\""),
            With("artist_number", "wrong_type", "artist", "5"),
            With("ts_of_1990", "out_of_range", "ts", "631152000000"),
            With("length_negative", "out_of_range", "length", "-1.5"),
            With("song_too_long", "out_of_range", "song", $"\"{new string('y', 1025)}\""),
        ];
    }

    /// <summary>A row that a load accepts.</summary>
    internal static byte[] Sound(long ts, int number) => Encoding.UTF8.GetBytes(Row(ts, number, "", null));

    /// <summary>A play with one field changed or left out.</summary>
    static string Row(long ts, int number, string key, string? json)
    {
        var fields = new List<(string Key, string? Json)>
        {
            ("artist", "\"Paper Kites\""), ("auth", "\"Logged In\""), ("firstName", "\"Ava\""), ("gender", "\"F\""), ("itemInSession", $"{number}"),
            ("lastName", "\"Koch\""), ("length", "201.5"), ("level", "\"free\""), ("location", "\"Red Bluff, CA\""), ("method", "\"PUT\""),
            ("page", "\"NextSong\""), ("registration", "1541016707796.0"), ("sessionId", $"{FirstSession}"), ("song", "\"Idle Tides\""),
            ("status", "200"), ("ts", $"{ts}"), ("userAgent", "null"), ("userId", "\"1\""),
        };
        var at = fields.FindIndex(field => field.Key == key);
        if (at >= 0) fields[at] = (key, json);
        else if (json is not null) fields.Add((key, json));
        return "{" + string.Join(',', fields.Where(field => field.Json is not null).Select(field => $"\"{field.Key}\":{field.Json}")) + "}";
    }
}
