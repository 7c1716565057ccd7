using System.Net;
using Sparkify.Warehouse.Errors;
using Sparkify.Web.Logging;
using Sparkify.Web.Workers;

namespace Sparkify.Web;

/// <summary>Where the front room is served, to whom, and with which limits.</summary>
/// <param name="Address">The address to listen on.</param>
/// <param name="Port">The port; 0 lets the system choose.</param>
/// <param name="StateFolder">Where shared queries and the audit log are kept.</param>
/// <param name="Worker">The program that runs one query in its own process, for engines that run inside their caller's process.</param>
public sealed record ServeOptions(IPAddress Address, int Port, string StateFolder, WorkerProgram Worker)
{
    /// <summary>Host names that browsers may use for this server, besides its address.</summary>
    public IReadOnlyList<string> HostNames { get; init; } = [];

    /// <summary>The proxy in front of this server, trusted to report client addresses and TLS; null: see <see cref="Proxies"/>.</summary>
    public IPAddress? Proxy { get; init; }

    /// <summary>The file with users and their hashed passwords; null: nobody signs in.</summary>
    public string? UsersFile { get; init; }

    /// <summary>A secret that is enough to sign in; null: there is none.</summary>
    public string? Token { get; init; }

    /// <summary>A certificate with its key, as PEM files; null: the server speaks plain HTTP.</summary>
    public (string Certificate, string Key)? Tls { get; init; }

    /// <summary>Limits.</summary>
    public ServeLimits Limits { get; init; } = new();

    /// <summary>Age of the newest event above which people are warned; null: never.</summary>
    public TimeSpan? StaleAfter { get; init; }

    /// <summary>What the server logs on standard error.</summary>
    public LogOptions Log { get; init; } = new();

    /// <summary>Whether people have to sign in. If not, the printed link signs in the person who started the server.</summary>
    public bool NeedsSignIn => UsersFile is not null || Token is not null;

    /// <summary>
    /// The trusted proxies: the one that was named; otherwise this machine's own, if a host name was given to a server that only this machine can
    /// reach, since that name must be a proxy's. No others: a trusted proxy can claim any client address.
    /// </summary>
    public IReadOnlyList<IPAddress> Proxies =>
        Proxy is not null ? [Proxy.MapToIPv6()]
        : HostNames.Count > 0 && IPAddress.IsLoopback(Address) ? [IPAddress.Loopback.MapToIPv6(), IPAddress.IPv6Loopback]
        : [];

    /// <summary>Throws a <see cref="UsageException"/> if these options would give access to people who should not have it.</summary>
    internal void Validate()
    {
        foreach (var name in HostNames)
            // A star would allow every name.
            if (name.Contains('*', StringComparison.Ordinal) || !Uri.TryCreate($"http://{name}/", UriKind.Absolute, out var address) || !address.Authority.Equals(name, StringComparison.OrdinalIgnoreCase))
                throw new UsageException($"--host-name {name} is not a host name. Expected one such as music.example.com, with a port where browsers use another one than 80 or 443.");
        if (!NeedsSignIn && !IPAddress.IsLoopback(Address))
            throw new UsageException($"Anybody who reaches {Address} could query the front room. Name a file of users with --users, or set SPARKIFY_SERVE_TOKEN to a secret; or leave --address out to serve this machine alone.");
    }
}
