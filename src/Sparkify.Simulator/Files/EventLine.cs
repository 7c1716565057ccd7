using System.Buffers.Text;
using Sparkify.Simulator.Catalogue;
using Sparkify.Simulator.Listening;

namespace Sparkify.Simulator.Files;

/// <summary>Writes an event as a line of the log, from pieces of JSON that are prepared once for every listener, song and page.</summary>
sealed class EventLine
{
    readonly byte[] line = new byte[64 * 1024];
    readonly SongCatalogue catalogue;
    readonly ListenerJson[] listeners;
    readonly PageJson[] pages;
    int length;

    internal EventLine(SongCatalogue catalogue, Listener[] listeners)
    {
        this.catalogue = catalogue;
        this.listeners = [.. listeners.Select(ListenerJson.Of)];
        pages = [.. Enum.GetValues<Page>().Select(PageJson.Of)];
    }

    /// <summary>The line without its line end; valid until the next call.</summary>
    internal ReadOnlySpan<byte> Write(in SimulatedEvent e)
    {
        var listener = e.IsLoggedIn ? listeners[e.Listener] : ListenerJson.Nobody;
        var page = pages[(int)e.Page];
        var song = e.Song < 0 ? null : catalogue.Songs[e.Song];
        length = 0;
        Add("{\"artist\":"u8);
        Add(song is null ? JsonText.Null : Spelling(song.ArtistJson, e.Garbling));
        Add(listener.BeforeItem);
        Add(e.Item);
        Add(listener.BeforeLength);
        Add(song is null ? JsonText.Null : song.LengthJson[e.IsOtherVersion ? 1 : 0]);
        Add(e.IsPaid ? ",\"level\":\"paid\",\"location\":"u8 : ",\"level\":\"free\",\"location\":"u8);
        Add(listener.Location);
        Add(page.BeforeRegistration);
        Add(listener.BeforeSession);
        Add(e.Session + 1);
        Add(",\"song\":"u8);
        Add(song is null ? JsonText.Null : Spelling(song.TitleJson, e.Garbling));
        Add(page.BeforeTime);
        Add(e.At);
        Add(listener.AfterTime);
        return line.AsSpan(0, length);
    }

    static byte[] Spelling(byte[][] spellings, byte garbling) => spellings[spellings.Length == 1 ? 0 : garbling];

    void Add(ReadOnlySpan<byte> piece)
    {
        piece.CopyTo(line.AsSpan(length));
        length += piece.Length;
    }

    void Add(long value)
    {
        _ = Utf8Formatter.TryFormat(value, line.AsSpan(length), out var written);
        length += written;
    }

    sealed record PageJson(byte[] BeforeRegistration, byte[] BeforeTime)
    {
        internal static PageJson Of(Page page)
        {
            var (name, method, status) = Pages.Of(page);
            return new(
                JsonText.Bytes($",\"method\":\"{method}\",\"page\":\"{name}\",\"registration\":"),
                JsonText.Bytes($",\"status\":{status},\"ts\":"));
        }
    }

    sealed record ListenerJson(byte[] BeforeItem, byte[] BeforeLength, byte[] Location, byte[] BeforeSession, byte[] AfterTime)
    {
        internal static readonly ListenerJson Nobody = new(
            ",\"auth\":\"Logged Out\",\"firstName\":null,\"gender\":null,\"itemInSession\":"u8.ToArray(),
            ",\"lastName\":null,\"length\":"u8.ToArray(),
            JsonText.Null,
            "null,\"sessionId\":"u8.ToArray(),
            ",\"userAgent\":null,\"userId\":\"\"}"u8.ToArray());

        internal static ListenerJson Of(Listener who) => new(
            JsonText.Bytes($",\"auth\":\"Logged In\",\"firstName\":{Quote(who.FirstName)},\"gender\":\"{who.Gender}\",\"itemInSession\":"),
            JsonText.Bytes($",\"lastName\":{Quote(who.LastName)},\"length\":"),
            JsonText.Bytes(Quote(who.Region)),
            JsonText.Bytes($"{who.Registration}.0,\"sessionId\":"),
            JsonText.Bytes($",\"userAgent\":{Quote(who.UserAgent)},\"userId\":\"{who.UserId}\"}}"));

        static string Quote(string text) => JsonText.Quote(text, isEvent: true);
    }
}
