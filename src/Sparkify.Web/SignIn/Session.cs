using Sparkify.Web.Http;

namespace Sparkify.Web.SignIn;

/// <summary>A session as the server stores it; the cookie holds only its id.</summary>
sealed class Session(string id, Caller caller, string? stamp, SessionLifetime lifetime, long began)
{
    /// <summary>Its id, which cannot be guessed.</summary>
    public string Id => id;

    /// <summary>Who is signed in.</summary>
    public Caller Caller => caller;

    /// <summary>The state of this user in the users file at sign-in; null for others.</summary>
    public string? SecurityStamp => stamp;

    /// <summary>When it began, as a timestamp of the clock.</summary>
    public long Began => began;

    /// <summary>When it was last used.</summary>
    public long LastUsed { get; set; }

    /// <summary>When it ends.</summary>
    public SessionLifetime Lifetime => lifetime;
}

/// <summary>When a session ends.</summary>
/// <param name="Idle">It ends after this time without a request.</param>
/// <param name="Total">It ends after this time in any case.</param>
sealed record SessionLifetime(TimeSpan Idle, TimeSpan Total)
{
    /// <summary>For people who sign in.</summary>
    public static SessionLifetime SignedIn { get; } = new(TimeSpan.FromHours(2), TimeSpan.FromHours(12));

    /// <summary>For the person who opened the printed link on their own machine.</summary>
    public static SessionLifetime ByLink { get; } = new(TimeSpan.FromDays(1), TimeSpan.FromDays(7));
}
