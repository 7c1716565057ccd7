using Sparkify.Web.Http;

namespace Sparkify.Web.SignIn;

/// <summary>Somebody who is signed in, as the server knows it; the cookie only names it.</summary>
sealed class Session(string id, Caller caller, string? stamp, SessionLifetime lifetime, long began)
{
    /// <summary>Its number, which nobody can guess.</summary>
    public string Id => id;

    /// <summary>Who it is.</summary>
    public Caller Caller => caller;

    /// <summary>What the users file said of this user at the time; null for others.</summary>
    public string? Stamp => stamp;

    /// <summary>When it began, as a timestamp of the clock.</summary>
    public long Began => began;

    /// <summary>When it was last used.</summary>
    public long LastUsed { get; set; }

    /// <summary>When it ends.</summary>
    public SessionLifetime Lifetime => lifetime;
}

/// <summary>When a session ends.</summary>
/// <param name="Idle">After this time without a request.</param>
/// <param name="Total">After this time whatever happens.</param>
sealed record SessionLifetime(TimeSpan Idle, TimeSpan Total)
{
    /// <summary>Of people who sign in.</summary>
    public static SessionLifetime SignedIn { get; } = new(TimeSpan.FromHours(2), TimeSpan.FromHours(12));

    /// <summary>Of whoever came by the link on their own machine.</summary>
    public static SessionLifetime ByLink { get; } = new(TimeSpan.FromDays(1), TimeSpan.FromDays(7));
}
