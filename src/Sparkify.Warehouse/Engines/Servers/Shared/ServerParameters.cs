using Npgsql;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Warehouse.Engines.Servers.Shared;

/// <summary>
/// The connection parameters of libpq, by keyword and by environment variable (PostgreSQL's documentation, "Parameter Key Words" and "Environment
/// Variables"). Each is passed to the driver, or refused where its value asks for something that the driver does not do: none is ignored.
/// </summary>
static class ServerParameters
{
    static readonly Dictionary<string, SslMode> SslModes = new(StringComparer.Ordinal)
    {
        ["disable"] = SslMode.Disable,
        ["allow"] = SslMode.Allow,
        ["prefer"] = SslMode.Prefer,
        ["require"] = SslMode.Require,
        ["verify-ca"] = SslMode.VerifyCA,
        ["verify-full"] = SslMode.VerifyFull,
    };

    static readonly Parameter[] All =
    [
        new("host", "PGHOST", (to, value, _) => to.Host = value),
        new("port", "PGPORT", (to, value, place) => to.Port = Number(value, place)),
        new("dbname", "PGDATABASE", (to, value, _) => to.Database = value),
        new("user", "PGUSER", (to, value, _) => to.Username = value),
        new("password", "PGPASSWORD", (to, value, _) => to.Password = value),
        new("passfile", "PGPASSFILE", (to, value, _) => to.Passfile = value),
        new("sslmode", "PGSSLMODE", (to, value, place) => to.SslMode = SslModes.TryGetValue(value, out var mode) ? mode : throw Wrong(value, place, SslModes.Keys)),
        new("requiressl", "PGREQUIRESSL", (to, value, place) => to.SslMode = Choice(value, place, "0", "1") == "1" ? SslMode.Require : to.SslMode),
        new("ssl", null, (to, value, place) => to.SslMode = Choice(value, place, "true") is not null ? SslMode.Require : to.SslMode),
        new("sslrootcert", "PGSSLROOTCERT", (to, value, place) => to.RootCertificate = value != "system" ? value : throw new UsageException(
            $"{place} is \"system\". Expected a file of certificates, such as /etc/ssl/certs/ca-certificates.crt, with sslmode=verify-full.")),
        new("sslcert", "PGSSLCERT", (to, value, _) => to.SslCertificate = value),
        new("sslkey", "PGSSLKEY", (to, value, _) => to.SslKey = value),
        new("sslpassword", null, (to, value, _) => to.SslPassword = value),
        new("sslnegotiation", "PGSSLNEGOTIATION", (to, value, place) => to.SslNegotiation = Word<SslNegotiation>(value, place)),
        new("channel_binding", "PGCHANNELBINDING", (to, value, place) => to.ChannelBinding = Word<ChannelBinding>(value, place)),
        new("require_auth", "PGREQUIREAUTH", (to, value, place) => to.RequireAuth = string.Join(',', AuthenticationPolicy.Read(value, place))),
        new("gssencmode", "PGGSSENCMODE", (to, value, place) => to.GssEncryptionMode = Word<GssEncryptionMode>(value, place)),
        new("krbsrvname", "PGKRBSRVNAME", (to, value, _) => to.KerberosServiceName = value),
        new("connect_timeout", "PGCONNECT_TIMEOUT", (to, value, place) => to.Timeout = Number(value, place)),
        new("keepalives_idle", null, (to, value, place) => to.TcpKeepAliveTime = Number(value, place)),
        new("options", "PGOPTIONS", (to, value, _) => to.Options = value),

        // Ours says which command is connected, and all text is UTF-8.
        new("application_name", "PGAPPNAME", (_, _, _) => { }),
        new("fallback_application_name", null, (_, _, _) => { }),
        Only("client_encoding", null, "utf8", "utf-8", "auto"),
        // There is one host, and nothing is compressed: these change nothing.
        Only("load_balance_hosts", "PGLOADBALANCEHOSTS", "disable", "random"),
        Only("sslcompression", "PGSSLCOMPRESSION", "0", "1"),

        Only("target_session_attrs", "PGTARGETSESSIONATTRS", "any"),
        Only("hostaddr", "PGHOSTADDR"),
        Only("service", "PGSERVICE"),
        Only("requirepeer", "PGREQUIREPEER"),
        Only("sslcrl", "PGSSLCRL"),
        Only("sslcrldir", "PGSSLCRLDIR"),
        Only("sslsni", "PGSSLSNI", "1"),
        Only("sslcertmode", "PGSSLCERTMODE", "allow"),
        Only("ssl_min_protocol_version", "PGSSLMINPROTOCOLVERSION", "tlsv1", "tlsv1.1", "tlsv1.2"),
        Only("ssl_max_protocol_version", "PGSSLMAXPROTOCOLVERSION"),
        Only("gssdelegation", "PGGSSDELEGATION", "0"),
        Only("gsslib", "PGGSSLIB", "gssapi"),
    ];

    static readonly Dictionary<string, Parameter> ByKeyword = All.ToDictionary(parameter => parameter.Keyword, StringComparer.Ordinal);

    /// <summary>The values of sslmode.</summary>
    public static IReadOnlyCollection<string> TlsModes => SslModes.Keys;

    /// <summary>Sets what environment variables say.</summary>
    public static void SetFrom(NpgsqlConnectionStringBuilder settings, Func<string, string?> environment)
    {
        foreach (var parameter in All)
            if (parameter.Variable is { } variable && environment(variable) is { Length: > 0 } value)
                parameter.Set(settings, value, variable);
    }

    /// <summary>Sets a parameter of a target; a <see cref="UsageException"/> names one that is not known, or whose value is invalid.</summary>
    public static void Set(NpgsqlConnectionStringBuilder settings, string keyword, string value)
    {
        if (!ByKeyword.TryGetValue(keyword, out var parameter))
            throw new UsageException($"The target's parameter {keyword} is not known. Expected one of {string.Join(", ", ByKeyword.Keys)}.");
        parameter.Set(settings, value, $"The target's parameter {keyword}");
    }

    static Parameter Only(string keyword, string? variable, params string[] taken) => new(keyword, variable, (_, value, place) =>
    {
        if (!taken.Contains(value, StringComparer.OrdinalIgnoreCase))
            throw new UsageException(taken is []
                ? $"{place} is set, and sparkify cannot do what it asks for. Take it away; name the server in the target itself."
                : $"{place} is \"{value}\", which sparkify cannot do. Expected {string.Join(" or ", taken)}, or nothing.");
    });

    static int Number(string value, string place) => int.TryParse(value, out var number) && number >= 0
        ? number
        : throw new UsageException($"{place} is \"{value}\". Expected a whole number.");

    static T Word<T>(string value, string place)
        where T : struct, Enum => Enum.TryParse<T>(value, ignoreCase: true, out var word) && !char.IsDigit(value[0])
        ? word
        : throw Wrong(value, place, Enum.GetNames<T>().Select(name => name.ToLowerInvariant()));

    static string Choice(string value, string place, params string[] choices) => choices.Contains(value, StringComparer.Ordinal) ? value : throw Wrong(value, place, choices);

    static UsageException Wrong(string value, string place, IEnumerable<string> expected) => new($"{place} is \"{value}\". Expected one of {string.Join(", ", expected)}.");

    /// <summary>One parameter: its keyword in a target, its environment variable, and how it is set; the place is for messages.</summary>
    sealed record Parameter(string Keyword, string? Variable, Action<NpgsqlConnectionStringBuilder, string, string> Set);
}
