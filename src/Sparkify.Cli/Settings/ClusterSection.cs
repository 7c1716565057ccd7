using System.Globalization;
using System.Text.RegularExpressions;
using Sparkify.Warehouse.Engines;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Cli.Settings;

/// <summary>
/// [CLUSTER] as a target. HOST may be a name, an address, a folder of Unix sockets, HOST:PORT/DATABASE as the AWS console shows it, or a whole
/// postgresql://, redshift:// or jdbc: URL. What it says twice must be the same.
/// </summary>
internal sealed partial class ClusterSection(ConfigFile config)
{
    const string Section = "CLUSTER";

    static readonly string[] Keys = ["HOST", "DB_NAME", "DB_USER", "DB_PASSWORD", "DB_PORT"];

    /// <summary>"dwh.cfg, line 3, [CLUSTER] HOST", for messages about the target.</summary>
    public string Place => config.Place(Section, "HOST");

    /// <summary>Whether HOST is given. A <see cref="UsageException"/> if the section exists without it: then the default warehouse is not meant.</summary>
    public bool IsNamed()
    {
        if (config.HasValue(Section, "HOST"))
            return true;
        if (config.Entries.FirstOrDefault(entry => entry.Section.Equals(Section, StringComparison.OrdinalIgnoreCase) && Keys.Contains(entry.Key, StringComparer.OrdinalIgnoreCase)) is not { Key: { } } found)
            return false;
        var host = config.Entries.FirstOrDefault(entry => entry.Section == found.Section && entry.Key.Equals("HOST", StringComparison.OrdinalIgnoreCase));
        throw new UsageException(
            $"{config.Path}, line {(host.Key is null ? found.Line : host.Line)}: [{Section}] HOST is {(host.Key is null ? "missing" : "empty")}, so it is not clear which warehouse is meant. "
            + $"Fill it in; or name another target with --target, SPARKIFY_TARGET or [TARGET] ENGINE, such as {EngineCatalog.DefaultTarget}.");
    }

    /// <summary>The target.</summary>
    /// <param name="engine">The engine that [TARGET] ENGINE names; null where it says nothing.</param>
    public string Target(string? engine)
    {
        var host = config[Section, "HOST"]!;
        var scheme = Scheme().Match(host);
        if (scheme is { Success: true, Groups: [_, var named, var address] })
        {
            if (engine is not null && engine != Engine(named.Value))
                throw new UsageException($"{Place} is an address of {named.Value}, and {config.Place("TARGET", "ENGINE")} is \"{engine}\". Expected the same engine in both, or HOST without {named.Value}:.");
            (engine, host) = (Engine(named.Value), address.Value);
        }
        engine ??= EngineCatalog.ClusterEngine;
        if (!EngineCatalog.Names.Contains(engine))
            throw new UsageException(
                $"{Place} names a cluster, and this version has no engine \"{engine}\" to load it with. "
                + $"Name another target with --target or SPARKIFY_TARGET, or with ENGINE under [TARGET]: {EngineCatalog.DefaultTarget} needs nothing else.");
        if (host.StartsWith('/'))
            return $"{engine}://{User()}/{Escaped("DB_NAME")}{Query($"host={Uri.EscapeDataString(host)}", Port() is { } socket ? $"port={socket}" : null)}";
        var parts = Server().Match(host);
        if (!parts.Success)
            throw new UsageException($"{Place} is not the address of a server. Expected a name or an address, optionally followed by :PORT and /DATABASE, an IPv6 address as [::1], or a folder of Unix sockets; the login goes into DB_USER and DB_PASSWORD.");
        var port = Once("DB_PORT", parts.Groups["port"].Value, Port());
        var database = Once("DB_NAME", Uri.UnescapeDataString(parts.Groups["database"].Value), config[Section, "DB_NAME"]);
        var options = parts.Groups["query"].Value;
        return $"{engine}://{User()}{Bracketed(parts)}{(port is null ? "" : ":" + port)}/{Uri.EscapeDataString(database ?? "")}{Query(options.Length > 0 ? options : null)}";
    }

    string Query(params string?[] first)
    {
        var options = first.Append(Tls()).Append(Authority()).OfType<string>().ToList();
        return options.Count == 0 ? "" : "?" + string.Join('&', options);
    }

    string? Tls() => config[Section, "SSLMODE"] is not { } mode ? null
        : EngineCatalog.TlsModes.Contains(mode) ? $"sslmode={mode}"
        : throw new UsageException($"{config.Place(Section, "SSLMODE")} is \"{mode}\". Expected one of {string.Join(", ", EngineCatalog.TlsModes)}.");

    string? Authority() => config[Section, "SSLROOTCERT"] is { } file ? $"sslrootcert={Uri.EscapeDataString(Path.Combine(Path.GetDirectoryName(config.Path) ?? "", file))}" : null;

    string User() => config[Section, "DB_USER"] is { } name ? Uri.EscapeDataString(name) + "@" : "";

    string Escaped(string key) => Uri.EscapeDataString(config[Section, key] ?? "");

    string? Port()
    {
        if (config[Section, "DB_PORT"] is not { } port)
            return null;
        return ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number.ToString(CultureInfo.InvariantCulture)
            : throw new UsageException($"{config.Place(Section, "DB_PORT")} is \"{port}\". Expected a port number from 1 to 65535.");
    }

    string? Once(string key, string inHost, string? inKey) => inHost.Length == 0 || inHost == inKey || inKey is null
        ? inHost.Length > 0 ? inHost : inKey
        : throw new UsageException($"{Place} says \"{inHost}\", and {config.Place(Section, key)} says \"{inKey}\". Leave one of them out.");

    static string Bracketed(Match parts) => parts.Groups["bare"].Length > 0 ? $"[{parts.Groups["bare"].Value}]" : parts.Groups["host"].Value;

    static string Engine(string scheme) => scheme == "postgres" ? "postgresql" : scheme;

    [GeneratedRegex("^(?:jdbc:)?([a-z]+)://(.*)$")]
    private static partial Regex Scheme();

    [GeneratedRegex(@"^(?<host>\[[0-9A-Fa-f:.%]+\]|(?<bare>[0-9A-Fa-f]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*)|[A-Za-z0-9._-]+)(:(?<port>[0-9]{1,5}))?(/(?<database>[^?/@]*))?(\?(?<query>[^@]*))?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Server();
}
