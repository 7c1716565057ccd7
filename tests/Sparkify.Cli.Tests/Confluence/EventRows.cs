namespace Sparkify.Cli.Tests.Confluence;

/// <summary>
/// Lines of an event log. Identities come from a small pool, so that most are delivered several times, with the same content or with another
/// one: a play becomes a visit, a level flips, a name, place or registration changes.
/// </summary>
sealed class EventRows
{
    const long FirstInstant = 1_546_127_999_500; // 2018-12-29T23:59:59.500Z: days later year and ISO week end
    const int Day = 86_400_000;

    static readonly string[] Faulty = ["not json", """{"ts":1}""", """{"broken":""", "[1,2]", """{"level":null}"""];

    readonly Words words;
    readonly string[] identities;
    readonly string[] pool;
    readonly string[] levels;
    readonly bool isCalm;
    readonly int variety;
    readonly int users;
    readonly int sessions;
    readonly int items;
    readonly int instants;

    public EventRows(Random random, Words words)
    {
        this.words = words;
        // In some worlds little is ever corrected: what is late, and no more than that, has to find its place in its listener's past.
        isCalm = random.Next(2) == 0;
        (users, sessions, items, instants) = (1 + random.Next(isCalm ? 3 : 5), 1 + random.Next(4), 1 + random.Next(5), 1 + random.Next(isCalm ? 60 : 12));
        levels = isCalm ? ["free", "free", "free", "free", "free", "paid"] : ["free", "paid", "free", "paid", "trial"];
        variety = 1 + random.Next(3);
        identities = [.. Enumerable.Range(0, 3 + random.Next(60)).Select(_ => Identity(random))];
        pool = [.. Enumerable.Range(0, 2 + random.Next(40)).Select(_ => Row(random, Words.Pick<string>(random, identities)))];
    }

    /// <summary>A line: one delivered before, another content of a known identity, a new event, or none that can be taken in.</summary>
    public string Next(Random random) => random.Next(20) switch
    {
        0 => Words.Pick<string>(random, Faulty),
        var which when which < (isCalm ? 2 : 11) => Words.Pick<string>(random, pool),
        var which => Row(random, isCalm && which > 3 ? Identity(random) : Words.Pick<string>(random, identities)),
    };

    string Identity(Random random)
    {
        var user = random.Next(8) == 0 ? "\"\"" : $"\"{7 + random.Next(users)}\"";
        // Days lie far apart or close together, and many events share an instant or its second.
        var at = FirstInstant + (random.Next(instants) * Words.Pick<long>(random, 0, 1, 499, 500, 1000, Day / 8, Day / 4));
        return $"\"userId\":{user},\"sessionId\":{random.Next(sessions)},\"itemInSession\":{random.Next(items)},\"ts\":{at}";
    }

    string Row(Random random, string identity)
    {
        var isPlay = random.Next(3) > 0 && !identity.Contains("\"\"", StringComparison.Ordinal);
        // With little variety most deliveries agree but for what differs on purpose.
        string? Some(params ReadOnlySpan<string?> values) => values[random.Next(Math.Min(variety, values.Length))];
        return $$"""
            {{{identity}},"level":"{{Words.Pick<string>(random, levels)}}","page":"{{(isPlay ? "NextSong" : Words.Pick<string>(random, "Home", "Logout", "nextsong"))}}",
            """ + $$"""
            "song":{{(isPlay || random.Next(9) == 0 ? Words.Json(words.Name(random)) : "null")}},"artist":{{(isPlay || random.Next(9) == 0 ? Words.Json(words.Name(random)) : "null")}},"length":{{(isPlay ? words.Length(random) : "null")}},
            """ + $$"""
            "registration":{{Some("1540000000000.0", "null", "1540000000001")}},"firstName":{{Words.Json(Some("Ada", "Bo", null))}},"lastName":{{Words.Json(Some("Low", null, ""))}},"gender":{{Words.Json(Some("F", null, "M"))}},
            """ + $$"""
            "location":{{Words.Json(Some("Here", "There", " "))}},"userAgent":{{Words.Json(Some("x", "y\0", null))}},"method":{{Words.Json(Some("GET", "PUT", null))}},"status":{{Some("200", "404", "null")}},"auth":{{Words.Json(Some("Logged In", "Logged Out", null))}}}
            """;
    }
}
