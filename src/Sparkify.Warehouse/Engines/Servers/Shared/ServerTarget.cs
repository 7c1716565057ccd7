using System.Globalization;
using Npgsql;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Warehouse.Engines.Servers.Shared;

/// <summary>
/// A server's target as libpq writes it: <c>postgresql://user:password@host:port/database?sslmode=verify-full&amp;…</c>, the same for every server
/// that speaks its protocol. What it leaves out comes from the environment and ~/.pgpass.
/// </summary>
sealed class ServerTarget
{
    readonly ServerScheme scheme;
    readonly string connectionString;
    readonly string? usualPassword;

    ServerTarget(ServerScheme scheme, NpgsqlConnectionStringBuilder settings, string? usualPassword, IReadOnlyList<string> warnings)
    {
        // Lists with a null in them are values like others.
        settings.ArrayNullabilityMode = ArrayNullabilityMode.PerInstance;
        (this.scheme, connectionString, this.usualPassword, Warnings) = (scheme, settings.ConnectionString, usualPassword, warnings);
        (Host, Port, User, Database) = (settings.Host!, settings.Port, settings.Username ?? "", settings.Database ?? "");
    }

    string Host { get; }

    int Port { get; }

    /// <summary>Where the server is, for messages: "host:port", or the path of its socket.</summary>
    public string Server => AuthenticationPolicy.IsSocket(Host)
        ? string.Create(CultureInfo.InvariantCulture, $"{Host}/.s.PGSQL.{Port}")
        : string.Create(CultureInfo.InvariantCulture, $"{(Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host)}:{Port}");

    /// <summary>The login that loads.</summary>
    public string User { get; }

    /// <summary>The database that holds both rooms.</summary>
    public string Database { get; }

    /// <summary>What the user should know of how the server is reached, a sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>The target without its secrets: "postgresql://user@host:port/database".</summary>
    public override string ToString()
    {
        var start = $"{scheme.Name}://{(User.Length > 0 ? Uri.EscapeDataString(User) + "@" : "")}";
        return AuthenticationPolicy.IsSocket(Host)
            ? $"{start}/{Uri.EscapeDataString(Database)}?host={Uri.EscapeDataString(Host).Replace("%2F", "/", StringComparison.Ordinal)}{(Port == scheme.UsualPort ? "" : string.Create(CultureInfo.InvariantCulture, $"&port={Port}"))}"
            : $"{start}{Server}/{Uri.EscapeDataString(Database)}";
    }

    /// <summary>Reads what follows the scheme; a <see cref="UsageException"/> names what cannot be understood, and no secret.</summary>
    public static ServerTarget Parse(ServerScheme scheme, string address, EngineLogins logins)
    {
        var parts = ServerAddress.Read(scheme, address);
        var settings = new NpgsqlConnectionStringBuilder { Host = "localhost", Port = scheme.UsualPort, Username = Environment.UserName };
        ServerParameters.SetFrom(settings, logins.Environment);
        if (!scheme.TakesTimeZone && logins.Environment("PGTZ") is { Length: > 0 } zone && !zone.Equals("UTC", StringComparison.OrdinalIgnoreCase))
            throw new UsageException($"PGTZ is \"{zone}\", and every time in the warehouse is UTC. Take it away, or set it to UTC.");
        var usualPassword = settings.Password;
        (settings.Host, settings.Port) = (parts.Host ?? settings.Host, parts.Port ?? settings.Port);
        (settings.Username, settings.Password) = (parts.User ?? settings.Username, parts.Password ?? logins.Password ?? usualPassword);
        settings.Database = parts.Database ?? settings.Database;
        foreach (var (name, value) in parts.Options)
            ServerParameters.Set(settings, name, value);
        if (settings.Host is null or "")
            throw new UsageException("The target's host is empty. Expected a name, an address, or a folder of Unix sockets.");
        if (settings.Database is null or "")
            settings.Database = settings.Username;
        AuthenticationPolicy.Apply(settings, saysTls: settings.Keys!.Cast<string>().Contains("SSL Mode"));
        var (file, warning) = PasswordFile.Find(settings.Passfile, logins.Environment);
        settings.Passfile = file;
        var wantsFile = settings.Password is null || (logins.AnalystUser is not null && logins.AnalystPassword is null && usualPassword is null);
        return new ServerTarget(scheme, settings, usualPassword, warning is not null && wantsFile ? [warning] : []);
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
            // Whatever PGCLIENTENCODING says for other programs: the driver writes UTF-8.
            ClientEncoding = "UTF8",
        };
        if (scheme.TakesTimeZone)
            settings.Timezone = "UTC";
        if (user is not null && user != User)
            (settings.Username, settings.Password) = (user, password ?? usualPassword);
        else if (password is not null)
            settings.Password = password;
        return settings.ConnectionString;
    }
}
