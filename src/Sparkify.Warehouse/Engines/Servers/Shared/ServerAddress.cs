using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Warehouse.Engines.Servers.Shared;

/// <summary>
/// The parts of a connection URI, decoded: <c>//user:password@host:port/database?name=value&amp;…</c> (PostgreSQL's documentation, "Connection
/// URIs"). The host may be a name, an IPv4 address, an IPv6 address in brackets, or a percent-encoded folder of Unix sockets.
/// </summary>
sealed partial record ServerAddress(string? User, string? Password, string? Host, int? Port, string? Database, IReadOnlyList<(string Name, string Value)> Options)
{
    /// <summary>Reads what follows the scheme; a <see cref="UsageException"/> says what is wrong, and repeats nothing that may be a secret.</summary>
    public static ServerAddress Read(ServerScheme scheme, string text)
    {
        if (!text.StartsWith("//", StringComparison.Ordinal))
            throw Unreadable(scheme, "the part after the scheme does not begin with //");
        var authority = text.AsSpan(2);
        // The login ends at the last @ before the path: a host cannot hold one, a password may.
        var path = authority.IndexOf('/') is var slash and >= 0 ? slash : authority.Length;
        var at = authority[..path].LastIndexOf('@');
        var login = at < 0 ? "" : authority[..at].ToString();
        var rest = authority[(at + 1)..];
        var end = rest.IndexOfAny('/', '?');
        var (host, port) = ReadServer(scheme, (end < 0 ? rest : rest[..end]).ToString());
        var (database, options) = Split(end < 0 ? "" : rest[end..].TrimStart('/').ToString(), '?');
        if (database.Contains('@', StringComparison.Ordinal))
            throw Unreadable(scheme, "a @ comes after the first /. If the password has a /, write it as %2F");
        var (user, password) = Split(login, ':');
        return new(
            Text(scheme, user),
            password is null ? null : Decode(scheme, password),
            host,
            port,
            Text(scheme, database),
            [.. (options ?? "").Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => ReadOption(scheme, pair))]);
    }

    static (string? Host, int? Port) ReadServer(ServerScheme scheme, string server)
    {
        if (server.Contains(',', StringComparison.Ordinal))
            throw Unreadable(scheme, "it names several hosts, and one is expected");
        var match = Server().Match(server);
        if (!match.Success)
            throw Unreadable(scheme, "its host or port is not one");
        int? port = null;
        if (match.Groups["port"] is { Length: > 0 } written)
            port = ushort.TryParse(written.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : throw Unreadable(scheme, "its port is not a number from 1 to 65535");
        return (Text(scheme, match.Groups["host"].Value.Trim('[', ']')), port);
    }

    static (string Name, string Value) ReadOption(ServerScheme scheme, string pair) => Split(pair, '=') is (var name, { } value)
        ? (Decode(scheme, name), Decode(scheme, value))
        : throw new UsageException($"The target's parameter {Decode(scheme, pair)} has no value. Expected NAME=VALUE.");

    static (string First, string? Second) Split(string text, char separator) =>
        text.IndexOf(separator, StringComparison.Ordinal) is var place and >= 0 ? (text[..place], text[(place + 1)..]) : (text, null);

    static string? Text(ServerScheme scheme, string encoded) => encoded.Length == 0 ? null : Decode(scheme, encoded);

    static string Decode(ServerScheme scheme, string encoded)
    {
        if (StrayPercent().IsMatch(encoded))
            throw Unreadable(scheme, "a % in it is not followed by two hexadecimal digits; write a % itself as %25");
        var bytes = Encoding.UTF8.GetBytes(Uri.UnescapeDataString(encoded));
        return Array.IndexOf(bytes, (byte)0) < 0 ? Encoding.UTF8.GetString(bytes) : throw Unreadable(scheme, "it holds %00, which no value may");
    }

    static UsageException Unreadable(ServerScheme scheme, string why) => new(
        $"The target cannot be read: {why}. Expected {scheme.Name}://USER@HOST:PORT/DATABASE, with special characters in a name or password written as %XX, an IPv6 address as [::1], and a folder of Unix sockets as ?host=/FOLDER.");

    [GeneratedRegex(@"^(?<host>\[[0-9A-Fa-f:.%]+\]|[^\[\]:\s]*)(:(?<port>[^:]*))?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Server();

    [GeneratedRegex("%(?![0-9A-Fa-f]{2})")]
    private static partial Regex StrayPercent();
}
