using Npgsql;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Warehouse.Engines.Servers;

/// <summary>
/// A server's target as libpq writes it: <c>postgresql://user:password@host:port/database?sslmode=verify-full&amp;…</c> (PostgreSQL's documentation,
/// "Connection URIs"), the same for every server that speaks its protocol. What it leaves out comes from the environment and ~/.pgpass.
/// </summary>
sealed class ServerTarget
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

    static readonly Dictionary<string, Action<NpgsqlConnectionStringBuilder, string>> Parameters = new(StringComparer.Ordinal)
    {
        ["sslmode"] = (to, value) => to.SslMode = SslModes.TryGetValue(value, out var mode)
            ? mode
            : throw new UsageException($"sslmode={value} is no mode of TLS. Expected one of {string.Join(", ", SslModes.Keys)}."),
        ["sslrootcert"] = (to, value) => to.RootCertificate = value,
        ["sslcert"] = (to, value) => to.SslCertificate = value,
        ["sslkey"] = (to, value) => to.SslKey = value,
        ["sslpassword"] = (to, value) => to.SslPassword = value,
        ["channel_binding"] = (to, value) => to.ChannelBinding = Word<ChannelBinding>("channel_binding", value),
        ["gssencmode"] = (to, value) => to.GssEncryptionMode = Word<GssEncryptionMode>("gssencmode", value),
        ["krbsrvname"] = (to, value) => to.KerberosServiceName = value,
        ["connect_timeout"] = (to, value) => to.Timeout = Number("connect_timeout", value),
        ["keepalives_idle"] = (to, value) => to.TcpKeepAliveTime = Number("keepalives_idle", value),
        ["passfile"] = (to, value) => to.Passfile = value,
        ["options"] = (to, value) => to.Options = value,
        ["host"] = (to, value) => to.Host = value,
        ["port"] = (to, value) => to.Port = Number("port", value),
        ["dbname"] = (to, value) => to.Database = value,
        ["user"] = (to, value) => to.Username = value,
        ["password"] = (to, value) => to.Password = value,
        // Ours says which command is connected.
        ["application_name"] = (_, _) => { },
    };

    readonly ServerScheme scheme;
    readonly string connectionString;

    ServerTarget(ServerScheme scheme, NpgsqlConnectionStringBuilder settings)
    {
        (this.scheme, connectionString) = (scheme, settings.ConnectionString);
        Server = $"{settings.Host}:{settings.Port}";
        User = settings.Username ?? "";
        Database = settings.Database ?? "";
    }

    /// <summary>"host:port".</summary>
    public string Server { get; }

    /// <summary>The login that loads.</summary>
    public string User { get; }

    /// <summary>The database that holds both rooms.</summary>
    public string Database { get; }

    /// <summary>The target without its secrets: "postgresql://user@host:port/database".</summary>
    public override string ToString() => $"{scheme.Name}://{(User.Length > 0 ? Uri.EscapeDataString(User) + "@" : "")}{Server}/{Uri.EscapeDataString(Database)}";

    /// <summary>Reads what follows the scheme; a <see cref="UsageException"/> names what cannot be understood, and no secret.</summary>
    public static ServerTarget Parse(ServerScheme scheme, string address, string? password, Func<string, string?> environment)
    {
        if (!Uri.TryCreate($"{scheme.Name}:{address}", UriKind.Absolute, out var uri) || !address.StartsWith("//", StringComparison.Ordinal))
            throw new UsageException($"The target cannot be read. Expected {scheme.Name}://USER@HOST:PORT/DATABASE, special characters in a name or password written as %XX.");
        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host.Length > 0 ? uri.Host : environment("PGHOST") ?? "localhost",
            Port = uri.Port > 0 ? uri.Port : scheme.UsualPort,
            Database = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/')),
        };
        var login = uri.UserInfo.Split(':', 2);
        settings.Username = login[0].Length > 0 ? Uri.UnescapeDataString(login[0]) : environment("PGUSER") ?? Environment.UserName;
        settings.Password = login is [_, var written] ? Uri.UnescapeDataString(written) : password;
        foreach (var (name, variable) in new[] { ("sslmode", "PGSSLMODE"), ("sslrootcert", "PGSSLROOTCERT"), ("sslcert", "PGSSLCERT"), ("sslkey", "PGSSLKEY") })
            if (environment(variable) is { Length: > 0 } value)
                Parameters[name](settings, value);
        foreach (var pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
            Set(settings, pair);
        if (settings.Database is null or "")
            settings.Database = settings.Username;
        // As libpq has it: who names the authority that signs wants the signature looked at.
        if (settings is { SslMode: SslMode.Require, RootCertificate: not null })
            settings.SslMode = SslMode.VerifyCA;
        return new ServerTarget(scheme, settings);
    }

    /// <summary>How to connect as the login of the target, or another one of the same server and database; "what" is shown to who asks the server.</summary>
    public string ConnectionString(string what, string? user = null, string? password = null)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = what,
            Pooling = false,
            Enlist = false,
            // A load's statements take what they take; limits on queries are set where they apply.
            CommandTimeout = 0,
            KeepAlive = 30,
            IncludeErrorDetail = false,
        };
        if (scheme.TakesTimeZone)
            settings.Timezone = "UTC";
        if (user is not null && user != User)
            (settings.Username, settings.Password) = (user, password);
        else if (password is not null)
            settings.Password = password;
        return settings.ConnectionString;
    }

    static void Set(NpgsqlConnectionStringBuilder settings, string pair)
    {
        var name = pair.Split('=', 2)[0];
        if (!Parameters.TryGetValue(name, out var set) || !pair.Contains('=', StringComparison.Ordinal))
            throw new UsageException($"The target's parameter {name} is not known. Expected NAME=VALUE with one of {string.Join(", ", Parameters.Keys)}.");
        set(settings, Uri.UnescapeDataString(pair[(name.Length + 1)..]));
    }

    static int Number(string name, string value) => int.TryParse(value, out var number) && number >= 0
        ? number
        : throw new UsageException($"The target's parameter {name} is \"{value}\". Expected a whole number.");

    static T Word<T>(string name, string value)
        where T : struct, Enum => Enum.TryParse<T>(value, ignoreCase: true, out var word)
        ? word
        : throw new UsageException($"The target's parameter {name} is \"{value}\". Expected one of {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()}.");
}
