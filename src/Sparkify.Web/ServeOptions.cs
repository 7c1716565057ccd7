using System.Net;
using Sparkify.Warehouse.Errors;
using Sparkify.Web.Logging;
using Sparkify.Web.Workers;

namespace Sparkify.Web;

/// <summary>Where the front room is served, to whom, and within which limits.</summary>
/// <param name="Address">The address that is listened on.</param>
/// <param name="Port">The port; 0 lets the system choose.</param>
/// <param name="StateFolder">Where shared queries and the audit log are kept.</param>
/// <param name="Worker">What runs one query in a process of its own, for engines that work in the process that asks.</param>
public sealed record ServeOptions(IPAddress Address, int Port, string StateFolder, WorkerProgram Worker)
{
    /// <summary>Names under which browsers may call this server, besides its address.</summary>
    public IReadOnlyList<string> HostNames { get; init; } = [];

    /// <summary>The proxy before this server, whose word on addresses and TLS is taken; null: the one that <see cref="Proxies"/> says.</summary>
    public IPAddress? Proxy { get; init; }

    /// <summary>The file with users and their hashed passwords; null: nobody signs in.</summary>
    public string? UsersFile { get; init; }

    /// <summary>A secret that signs in whoever knows it; null: there is none.</summary>
    public string? Token { get; init; }

    /// <summary>A certificate with its key, as PEM files; null: the server speaks plain HTTP.</summary>
    public (string Certificate, string Key)? Tls { get; init; }

    /// <summary>Limits.</summary>
    public ServeLimits Limits { get; init; } = new();

    /// <summary>Age of the newest event from which people are warned; null: never.</summary>
    public TimeSpan? StaleAfter { get; init; }

    /// <summary>What the server says on standard error.</summary>
    public LogOptions Log { get; init; } = new();

    /// <summary>Whether people have to sign in. Where they do not, the link that is printed lets in whoever started the server.</summary>
    public bool NeedsSignIn => UsersFile is not null || Token is not null;

    /// <summary>
    /// The proxies that are trusted: the one that was named; else this machine's own, where a name was given to a server that only this machine reaches,
    /// since that is what a proxy is named by. No others: whoever is trusted may say what address they please.
    /// </summary>
    public IReadOnlyList<IPAddress> Proxies =>
        Proxy is not null ? [Proxy.MapToIPv6()]
        : HostNames.Count > 0 && IPAddress.IsLoopback(Address) ? [IPAddress.Loopback.MapToIPv6(), IPAddress.IPv6Loopback]
        : [];

    /// <summary>A <see cref="UsageException"/> where these options would let in people who are not meant.</summary>
    internal void Validate()
    {
        foreach (var name in HostNames)
            // A star would let in every name.
            if (name.Contains('*', StringComparison.Ordinal) || !Uri.TryCreate($"http://{name}/", UriKind.Absolute, out var address) || !address.Authority.Equals(name, StringComparison.OrdinalIgnoreCase))
                throw new UsageException($"--host-name {name} is not a host name. Expected one such as music.example.com, with a port where browsers use another one than 80 or 443.");
        if (!NeedsSignIn && !IPAddress.IsLoopback(Address))
            throw new UsageException($"Anybody who reaches {Address} could query the front room. Name a file of users with --users, or set SPARKIFY_SERVE_TOKEN to a secret; or leave --address out to serve this machine alone.");
    }
}
