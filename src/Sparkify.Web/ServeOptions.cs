using System.Net;
using Sparkify.Web.Workers;

namespace Sparkify.Web;

/// <summary>Where the front room is served, to whom, and within which limits.</summary>
/// <param name="Address">The address that is listened on.</param>
/// <param name="Port">The port; 0 lets the system choose.</param>
/// <param name="StateFolder">Where shared queries and the log of who asked what are kept.</param>
/// <param name="Worker">What runs one query in a process of its own, for engines that work in the process that asks.</param>
public sealed record ServeOptions(IPAddress Address, int Port, string StateFolder, WorkerProgram Worker)
{
    /// <summary>Names under which browsers may call this server, besides its address.</summary>
    public IReadOnlyList<string> HostNames { get; init; } = [];

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

    /// <summary>Whether people have to sign in.</summary>
    public bool NeedsLogin => UsersFile is not null || Token is not null;
}
