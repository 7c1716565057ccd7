using System.Net;
using Npgsql;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Warehouse.Engines.Servers.Shared;

/// <summary>
/// What a connection asks of its server before it sends a password: TLS, unless the server is this machine, and no way of signing in that would
/// show the password to anybody who listens.
/// </summary>
static class AuthenticationPolicy
{
    const string Scram = "scram-sha-256";
    const string ClearText = "Password";
    const string Digest = "MD5";
    const string Challenge = "ScramSHA256";

    /// <summary>The ways to sign in as libpq calls them, and as the driver does.</summary>
    static readonly Dictionary<string, string> Methods = new(StringComparer.Ordinal)
    {
        ["password"] = ClearText,
        ["md5"] = Digest,
        ["gss"] = "GSS",
        ["sspi"] = "SSPI",
        [Scram] = Challenge,
        ["none"] = "None",
    };

    /// <summary>Reads a value of require_auth: methods with commas, all with a "!" before them or none.</summary>
    public static IEnumerable<string> Read(string value, string place)
    {
        var words = value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var excluded = words.Where(word => word[0] == '!').Select(word => word[1..]).ToList();
        var named = excluded.Count == 0 ? words : [.. excluded];
        if (named.Length == 0 || excluded.Count is > 0 && excluded.Count < words.Length || named.Any(word => !Methods.ContainsKey(word)))
            throw new UsageException($"{place} is \"{value}\". Expected methods out of {string.Join(", ", Methods.Keys)}, with commas, or all of them with a ! before each.");
        return (excluded.Count > 0 ? Methods.Keys.Except(excluded) : named).Select(word => Methods[word]);
    }

    /// <summary>Completes settings that say nothing of TLS or of ways to sign in.</summary>
    /// <param name="settings">What target and environment say.</param>
    /// <param name="saysTls">Whether they say how to use TLS.</param>
    public static void Apply(NpgsqlConnectionStringBuilder settings, bool saysTls)
    {
        var isHere = IsThisMachine(settings.Host!);
        if (IsSocket(settings.Host!))
            // As in libpq, there is no TLS on a Unix socket, whatever a variable says for other servers.
            settings.SslMode = SslMode.Disable;
        else if (!saysTls)
            settings.SslMode = isHere ? SslMode.Prefer : SslMode.Require;
        // As libpq has it: who names the authority that signs wants the signature looked at.
        if (settings is { SslMode: SslMode.Require, RootCertificate: not null })
            settings.SslMode = SslMode.VerifyCA;
        if (settings.SslNegotiation == SslNegotiation.Direct && settings.SslMode < SslMode.Require)
            throw new UsageException("sslnegotiation=direct needs sslmode=require or stricter.");

        var isNamed = settings.RequireAuth is { Length: > 0 };
        IEnumerable<string> allowed = isNamed ? settings.RequireAuth!.Split(',') : Methods.Values;
        if (settings.ChannelBinding == ChannelBinding.Require)
            allowed = allowed.Where(method => method == Challenge);
        var isEncrypted = settings.SslMode >= SslMode.Require || settings.GssEncryptionMode == GssEncryptionMode.Require;
        if (!isHere && !isEncrypted)
            allowed = allowed.Where(method => method != ClearText && (method != Digest || isNamed));
        // Always said, so that the driver does not look for a variable itself.
        settings.RequireAuth = string.Join(',', allowed) is { Length: > 0 } methods ? methods : throw new UsageException(settings.ChannelBinding == ChannelBinding.Require
            ? $"channel_binding=require goes with {Scram} alone, which require_auth leaves out. Change one of them."
            : "require_auth asks for a password in clear text, over a connection that may be without TLS. Set sslmode=require, or verify-full.");
    }

    /// <summary>Whether a host is reached without a network: a folder of Unix sockets, or this machine's loopback.</summary>
    public static bool IsThisMachine(string host) =>
        IsSocket(host) || string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    /// <summary>Whether a host is a folder of Unix sockets, or a name in the abstract namespace.</summary>
    public static bool IsSocket(string host) => host[0] is '/' or '@';
}
