using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Sparkify.Warehouse.Staging.Settling;

namespace Sparkify.Warehouse.Tests.Star;

/// <summary>A second implementation of the rules R3 and R6–R11, row by row in naive C#: the star for given staged rows.</summary>
sealed class Oracle
{
    readonly List<Staged<EventContent>> events;
    readonly List<Staged<SongContent>> songs;
    readonly Dictionary<EventIdentity, long> keys = [];

    public Oracle(StagedRows rows)
    {
        (events, DuplicateEvents) = Deduplicator(rows.Events, content => content.Identity);
        (songs, DuplicateSongs) = Deduplicator(rows.Songs, content => content.Id);
        GiveKeys(rows.EventKey);
        Plays = [.. events.Where(row => row.Content.IsPlay).Select(row => new Play(row.Content, Match(row.Content)))];
    }

    public List<string> DuplicateEvents { get; }

    public List<string> DuplicateSongs { get; }

    List<Play> Plays { get; }

    IEnumerable<EventContent> Events => events.Select(row => row.Content);

    IEnumerable<SongContent> Songs => songs.Select(row => row.Content);

    public IEnumerable<string> SongPlayRows() => Plays.Select(play => Row(
        keys[play.Event.Identity], Second(play.Event), play.Event.User, play.Event.Level, play.Song.Id, play.Song.ArtistId, play.Event.Session,
        play.Event.Location, play.Event.UserAgent, play.Event.Item, play.Event.Length, play.Song.Rule));

    public IEnumerable<string> PageEventRows() => Events.Where(row => !row.IsPlay).Select(row => Row(
        keys[row.Identity], Second(row), row.User, row.Level, row.Session, row.Item, row.Page, row.Method, row.Status, row.Location, row.UserAgent));

    public IEnumerable<string> TimeRows() => Events.Select(Second).Distinct().Select(time => Row(
        time, time.Hour, time.Day, ISOWeek.GetWeekOfYear(time), time.Month, time.Year, (int)time.DayOfWeek, DateOnly.FromDateTime(time),
        DateOnly.FromDateTime(time.AddDays(-(((int)time.DayOfWeek + 6) % 7)))));

    public IEnumerable<string> UserRows() => Histories().Select(history => Row(
        history.Key, history.Last().FirstName, history.Last().LastName, history.Last().Gender, history.Last().Level,
        StagedRows.Time(history.LastOrDefault(row => row.Registration is not null)?.Registration),
        StagedRows.Time(history.Min(row => row.Milliseconds)), StagedRows.Time(history.Max(row => row.Milliseconds))));

    public IEnumerable<string> UserLevelRows()
    {
        foreach (var history in Histories())
        {
            var starts = new List<EventContent>();
            foreach (var row in history)
                if (starts.Count == 0 || starts[^1].Level != row.Level)
                    starts.Add(row);
            for (var i = 0; i < starts.Count; i++)
                yield return Row(
                    history.Key, i + 1, starts[i].Level, StagedRows.Time(starts[i].Milliseconds),
                    i + 1 < starts.Count ? StagedRows.Time(starts[i + 1].Milliseconds) : null, i + 1 == starts.Count);
        }
    }

    public IEnumerable<string> SongRows() =>
        Songs.Select(song => Row(song.Id, song.Title, song.ArtistId, song.Year, song.Duration, false)).Concat(
            Plays.Where(play => play.Song.Rule == "inferred").GroupBy(play => play.Song.Id).Select(plays => Row(
                plays.Key, plays.First().Event.Song, plays.First().Song.ArtistId, null, plays.Min(play => play.Event.Length), true)));

    public IEnumerable<string> ArtistRows() =>
        Songs.GroupBy(song => song.ArtistId).Select(own =>
        {
            var place = own.OrderBy(song => song.Latitude is not null && song.Longitude is not null ? 0 : song.Location is not null ? 1 : 2)
                .ThenBy(song => song.Id, Utf8).First();
            var name = own.GroupBy(song => song.ArtistName).OrderByDescending(named => named.Count()).ThenBy(named => named.Key, Utf8).First().Key;
            return Row(own.Key, name, place.Location, place.Latitude, place.Longitude, false);
        }).Concat(Plays.Where(play => play.Song.ArtistId.StartsWith("inferred:", StringComparison.Ordinal))
            .Select(play => Row(play.Song.ArtistId, play.Event.Artist, null, null, null, true)).Distinct());

    public IEnumerable<string> SessionRows() => Events.GroupBy(row => row.Session).Select(session =>
    {
        var ordered = session.OrderBy(row => Second(row)).ThenBy(row => row.Item).ThenBy(row => keys[row.Identity]).ToList();
        var seconds = session.Where(row => row.IsPlay && row.Length is not null)
            .Sum(row => Math.Round(decimal.Parse(row.Length!.Value.ToString("F12"), CultureInfo.InvariantCulture), 3, MidpointRounding.ToEven));
        return Row(session.Key, session.Min(row => row.User), Second(ordered[0]), Second(ordered[^1]), session.Count(row => row.IsPlay),
            session.Count(row => !row.IsPlay), seconds.ToString("F3"), ordered[0].Level, ordered[^1].Level);
    });

    IEnumerable<IGrouping<int, EventContent>> Histories() => Events.Where(row => row.User is not null)
        .OrderBy(row => row.Milliseconds).ThenBy(row => row.Session).ThenBy(row => row.Item).GroupBy(row => row.User!.Value);

    (string Id, string ArtistId, string Rule) Match(EventContent play)
    {
        var named = Songs.Where(song => song.Title == play.Song && song.ArtistName == play.Artist).ToList();
        if (named.Where(song => song.Duration is not null && song.Duration == play.Length).MinBy(song => song.Id, Utf8) is { } exact)
            return (exact.Id, exact.ArtistId, "exact");
        if (named.OrderBy(song => Math.Abs((song.Duration - play.Length) ?? double.PositiveInfinity)).ThenBy(song => song.Id, Utf8).FirstOrDefault() is { } near)
            return (near.Id, near.ArtistId, "title_artist");
        var artist = Songs.Where(song => song.ArtistName == play.Artist).GroupBy(song => song.ArtistId)
            .OrderByDescending(own => own.Count()).ThenBy(own => own.Key, Utf8).FirstOrDefault()?.Key;
        return ($"inferred:{Md5(Md5(play.Song!) + Md5(play.Artist!))}", artist ?? $"inferred:{Md5(play.Artist!)}", "inferred");
    }

    void GiveKeys(Func<EventIdentity, int, long> hash)
    {
        var waiting = Events.Select(row => row.Identity).ToList();
        for (var round = 0; waiting.Count > 0; round++)
        {
            var before = keys.Values.ToHashSet();
            foreach (var identity in waiting.Order())
            {
                var key = hash(identity, round);
                if (!before.Contains(key) && !keys.ContainsValue(key))
                    keys.Add(identity, key);
            }

            waiting.RemoveAll(keys.ContainsKey);
        }
    }

    static (List<Staged<T>> Kept, List<string> Duplicates) Deduplicator<T, TKey>(List<Staged<T>> rows, Func<T, TKey> identity)
    {
        var kept = new List<Staged<T>>();
        var duplicates = new List<string>();
        foreach (var same in rows.Where(row => row.File.State == "taken").GroupBy(row => identity(row.Content)))
        {
            var ranked = same.OrderByDescending(row => row.File.Uri, Utf8).ThenByDescending(row => row.Offset).ToList();
            kept.Add(ranked[0]);
            duplicates.AddRange(ranked.Skip(1).Select(row => Row(row.File.Id, row.Offset, !Equals(row.Content, ranked[0].Content))));
        }

        return (kept, duplicates);
    }

    static readonly Comparer<string> Utf8 = Comparer<string>.Create((a, b) => Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b)));

    static DateTime Second(EventContent row) => DateTime.UnixEpoch.AddSeconds(row.Milliseconds / 1000);

#pragma warning disable CA5351 // An id, not a secret.
    static string Md5(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351

    static string Row(params object?[] values) => string.Join('|', values.Select(StarFixture.Show));

    sealed record Play(EventContent Event, (string Id, string ArtistId, string Rule) Song);
}
