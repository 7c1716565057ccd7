namespace Sparkify.Warehouse.Tests.Reading;

/// <summary>A play as in the log, with some fields changed.</summary>
internal static class EventText
{
    /// <summary>The line of a play; each change is a field and its JSON, or null to leave the field out.</summary>
    public static string Play(params (string Field, string? Json)[] changes)
    {
        var fields = new Dictionary<string, string?>
        {
            ["artist"] = "\"Pavement\"",
            ["auth"] = "\"Logged In\"",
            ["itemInSession"] = "3",
            ["length"] = "99.16036",
            ["level"] = "\"free\"",
            ["page"] = "\"NextSong\"",
            ["registration"] = "1540266185796.0",
            ["sessionId"] = "345",
            ["song"] = "\"Mercy:The Laundromat\"",
            ["ts"] = "1541990258796",
            ["userId"] = "\"10\"",
        };
        foreach (var (field, json) in changes)
            fields[field] = json;
        return $"{{{string.Join(',', fields.Where(field => field.Value is not null).Select(field => $"\"{field.Key}\":{field.Value}"))}}}";
    }

    /// <summary>A song's object.</summary>
    public static string Song(string title = "Title") =>
        $$"""{"num_songs": 1, "artist_id": "AR1", "artist_latitude": 35.14968, "artist_longitude": -90.04892, "artist_location": "", "artist_name": "Name", "song_id": "SO1", "title": "{{title}}", "duration": 177.47546, "year": 0}""";
}
