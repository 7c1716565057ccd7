using Sparkify.Simulator.Files;

namespace Sparkify.Simulator.Mess;

/// <summary>The text of song files, including those that are not one plain object, and the defect of each.</summary>
static class SongMess
{
    /// <summary>The text of the file.</summary>
    internal static string Text(PlannedSongs file, SongTree tree) => file.Form switch
    {
        SongForm.Pretty => Pretty(tree.Fields(file.Songs[0])),
        SongForm.Lines => string.Concat(file.Songs.Select(song => tree.Json(song) + "\n")),
        SongForm.Several => string.Join('\n', file.Songs.Select(tree.Json)),
        SongForm.Array => $"[\n{string.Join(",\n", file.Songs.Select(tree.Json))}\n]\n",
        SongForm.ByteOrderMark => "\ufeff" + tree.Json(file.Songs[0]),
        SongForm.UnknownField => Join(tree.Fields(file.Songs[0]).Append(("mood", "\"calm\""))),
        SongForm.Nul => Join(tree.Fields(file.Songs[0]).Select(field =>
            field.Key == "artist_location" ? (field.Key, "\"\\u0000" + field.Json[1..]) : field)),
        SongForm.TrailingText => tree.Json(file.Songs[0]) + "\nthis is not a song\n",
        SongForm.WithoutTitle => Join(tree.Fields(file.Songs[0]).Where(field => field.Key != "title")),
        SongForm.Redelivered => Join(tree.Fields(file.Songs[0]).Select(field =>
            field.Key == "year" ? (field.Key, $"{int.Parse(field.Json) + 1}") : field)),
        _ => tree.Json(file.Songs[0]),
    };

    /// <summary>The defect and its effect on a load; null for a plain file.</summary>
    internal static Defect? Defect(PlannedSongs file) => file.Form switch
    {
        SongForm.Plain or SongForm.Lines => null,
        SongForm.Pretty => new(file.Path, 0, "pretty_printed", "none"),
        SongForm.Several => new(file.Path, 0, "several_songs", "none"),
        SongForm.Array => new(file.Path, 0, "array", "none"),
        SongForm.ByteOrderMark => new(file.Path, 0, "bom", "none"),
        SongForm.UnknownField => new(file.Path, 1, "unknown_field", "none"),
        SongForm.Nul => new(file.Path, 1, "nul_in_text", "repaired"),
        SongForm.TrailingText => new(file.Path, 2, "text_after_song", "not_json"),
        SongForm.WithoutTitle => new(file.Path, 1, "without_title", "required_missing"),
        SongForm.Redelivered => new(file.Path.Replace(".redelivered", "", StringComparison.Ordinal), 1, "corrected_later", "corrected"),
        _ => throw new ArgumentOutOfRangeException(nameof(file)),
    };

    static string Join(IEnumerable<(string Key, string Json)> fields) =>
        "{" + string.Join(", ", fields.Select(field => $"\"{field.Key}\": {field.Json}")) + "}";

    static string Pretty(IEnumerable<(string Key, string Json)> fields) =>
        "{\n" + string.Join(",\n", fields.Select(field => $"    \"{field.Key}\": {field.Json}")) + "\n}\n";
}
