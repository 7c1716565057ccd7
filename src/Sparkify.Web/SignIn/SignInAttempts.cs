namespace Sparkify.Web.SignIn;

/// <summary>
/// Counts wrong passwords for one name, from any address: after a few, the next attempt has to wait, each time twice as long. Unknown names are
/// counted as well, so that the wait does not reveal which names exist; they are kept apart, so that a flood of them does not push out real names.
/// </summary>
sealed class SignInAttempts(TimeProvider clock)
{
    const int Free = 5;
    const int MostUnknown = 10_000;

    static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);
    static readonly TimeSpan Forgotten = TimeSpan.FromHours(1);

    readonly Lock gate = new();
    readonly Dictionary<string, Failures> known = new(StringComparer.Ordinal);
    readonly Dictionary<string, Failures> unknown = new(StringComparer.Ordinal);

    /// <summary>Counts an attempt as failed before its password is checked, so that parallel attempts all count. Returns zero, or how long to wait instead.</summary>
    public TimeSpan Begin(string name, bool isKnown)
    {
        var failures = isKnown ? known : unknown;
        lock (gate)
        {
            var count = 0;
            if (failures.TryGetValue(name, out var before) && clock.GetElapsedTime(before.Last) is var passed && passed < Forgotten)
            {
                count = before.Count;
                var wait = count < Free ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Min(Longest.TotalSeconds, Math.Pow(2, count - Free)));
                if (passed < wait)
                    return wait - passed;
            }
            failures[name] = new(count + 1, clock.GetTimestamp());
            if (unknown.Count > MostUnknown)
                foreach (var old in unknown.OrderBy(pair => pair.Value.Last).Take(MostUnknown / 10).Select(pair => pair.Key).ToList())
                    unknown.Remove(old);
            return TimeSpan.Zero;
        }
    }

    /// <summary>The password was right.</summary>
    public void Succeeded(string name)
    {
        lock (gate)
            known.Remove(name);
    }

    readonly record struct Failures(int Count, long Last);
}
