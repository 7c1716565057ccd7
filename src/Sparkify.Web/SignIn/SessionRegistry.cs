using System.Security.Cryptography;
using Sparkify.Web.Http;

namespace Sparkify.Web.SignIn;

/// <summary>All sessions. Signing out ends one here, so that every copy of its cookie becomes invalid.</summary>
sealed class SessionRegistry(TimeProvider clock)
{
    /// <summary>Sessions of one account; beyond that number the least recently used one ends.</summary>
    public const int MostOfAccount = 200;

    readonly Lock gate = new();
    readonly Dictionary<string, Session> sessions = new(StringComparer.Ordinal);

    /// <summary>Starts a session.</summary>
    public Session Begin(Caller caller, string? stamp, SessionLifetime lifetime)
    {
        var now = clock.GetTimestamp();
        var session = new Session(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), caller, stamp, lifetime, now) { LastUsed = now };
        lock (gate)
        {
            foreach (var over in sessions.Values.Where(IsOver).ToList())
                sessions.Remove(over.Id);
            var mine = sessions.Values.Where(other => other.Caller.Account == caller.Account).ToList();
            if (mine.Count >= MostOfAccount)
                sessions.Remove(mine.MinBy(other => other.LastUsed)!.Id);
            sessions.Add(session.Id, session);
        }
        return session;
    }

    /// <summary>The session with this id, which now counts as used; null if it has ended.</summary>
    public Session? Use(string id)
    {
        lock (gate)
        {
            if (!sessions.TryGetValue(id, out var session))
                return null;
            if (IsOver(session))
            {
                sessions.Remove(id);
                return null;
            }
            session.LastUsed = clock.GetTimestamp();
            return session;
        }
    }

    /// <summary>Ends a session.</summary>
    public void End(string id)
    {
        lock (gate)
            sessions.Remove(id);
    }

    bool IsOver(Session session) => clock.GetElapsedTime(session.LastUsed) > session.Lifetime.Idle || clock.GetElapsedTime(session.Began) > session.Lifetime.Total;
}
