using System.Globalization;
using System.Text;
using DuckDB.NET.Data;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Staging.Settling;

namespace Sparkify.Warehouse.Tests.Star;

/// <summary>A file in the ledger.</summary>
sealed record StagedFile(int Id, string Uri, string State = "taken");

/// <summary>The typed columns of an event: two rows that are equal in all of them have equal contents.</summary>
sealed record EventContent(long Session, int Item, int? User, long Milliseconds, string Page = "Home", string Level = "free")
{
    public string? Song { get; init; }
    public string? Artist { get; init; }
    public double? Length { get; init; }
    public long? Registration { get; init; }
    public string? FirstName { get; init; }
    public string? LastName { get; init; }
    public string? Gender { get; init; }
    public string? Location { get; init; }
    public string? UserAgent { get; init; }
    public string? Method { get; init; }
    public int? Status { get; init; }
    public string? Auth { get; init; }

    public bool IsPlay => Page == "NextSong";

    public EventIdentity Identity => new(Session, Item, User, Milliseconds);
}

/// <summary>The typed columns of a song.</summary>
sealed record SongContent(string Id, string Title, string ArtistId, string ArtistName)
{
    public double? Duration { get; init; }
    public int? Year { get; init; }
    public string? Location { get; init; }
    public double? Latitude { get; init; }
    public double? Longitude { get; init; }
    public int? Songs { get; init; }
}

/// <summary>A row of staging: its place and its content.</summary>
sealed record Staged<T>(StagedFile File, long Offset, T Content);

/// <summary>The contents that a test puts into the backroom, with both hashes.</summary>
sealed class StagedRows
{
    public List<StagedFile> Files { get; } = [];
    public List<Staged<EventContent>> Events { get; } = [];
    public List<Staged<SongContent>> Songs { get; } = [];

    /// <summary>The number of bits of the events' hash that are used: with few of them keys collide.</summary>
    public int KeyBits { get; init; } = 62;

    /// <summary>The number of bits of the names' hash that are used.</summary>
    public int MatchBits { get; init; } = 62;

    public long EventKey(EventIdentity identity, int suffix) => Hash($"{identity}/{suffix}", KeyBits);

    long MatchKey(string title, string artist) => Hash($"{title}\n{artist}", MatchBits);

    public void Stage(DuckDBConnection connection)
    {
        Insert(connection, "files", Files.Select(file => Row(
            file.Id, "events", file.Uri, file.State, 0, "", null, 1,
            Events.Count(row => row.File == file) + Songs.Count(row => row.File == file), 0, 0, null)));
        Insert(connection, "staging_events", Events.Select(row => Row(
            row.File.Id, row.Offset, row.Offset, EventKey(row.Content.Identity, 0),
            row.Content.IsPlay ? MatchKey(row.Content.Song!, row.Content.Artist!) : null,
            row.Content.Artist, null, row.Content.Auth, row.Content.FirstName, row.Content.Gender, row.Content.Item, row.Content.LastName,
            row.Content.Length, row.Content.Level, row.Content.Location, row.Content.Method, row.Content.Page, Time(row.Content.Registration),
            row.Content.Session, row.Content.Song, null, row.Content.Status, Time(row.Content.Milliseconds), row.Content.UserAgent, row.Content.User)));
        Insert(connection, "staging_songs", Songs.Select(row => Row(
            row.File.Id, row.Offset, row.Offset, MatchKey(row.Content.Title, row.Content.ArtistName), row.Content.ArtistId, row.Content.Latitude,
            row.Content.Location, row.Content.Longitude, row.Content.ArtistName, row.Content.Duration, row.Content.Songs, row.Content.Id,
            row.Content.Title, row.Content.Year)));
    }

    public static DateTime? Time(long? milliseconds) => milliseconds is { } value ? DateTime.UnixEpoch.AddMilliseconds(value) : null;

    static long Hash(string text, int bits)
    {
        var hash = 14695981039346656037UL;
        foreach (var b in Encoding.UTF8.GetBytes(text))
            hash = (hash ^ b) * 1099511628211UL;
        hash ^= hash >> 29;
        return (long)(hash & ((1UL << bits) - 1));
    }

    static void Insert(DuckDBConnection connection, string table, IEnumerable<string> rows)
    {
        var values = string.Join(",\n", rows);
        if (values.Length > 0)
            connection.Execute($"insert into backroom.{table} values {values}");
    }

    static string Row(params object?[] values) => $"({string.Join(", ", values.Select(Literal))})";

    static string Literal(object? value) => value switch
    {
        null => "null",
        string text => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
        DateTime time => $"timestamp '{time:yyyy-MM-dd HH:mm:ss.fff}'",
        double number => $"cast('{number:R}' as double)",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
