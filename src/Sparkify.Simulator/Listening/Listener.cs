using Sparkify.Simulator.Catalogue;

namespace Sparkify.Simulator.Listening;

/// <summary>A listener: fixed habits, and a state that changes.</summary>
sealed class Listener
{
    internal required int UserId { get; init; }

    internal required string FirstName { get; init; }

    internal required string LastName { get; init; }

    internal required string Gender { get; init; }

    internal required string Region { get; init; }

    internal required string UserAgent { get; init; }

    /// <summary>Milliseconds since 1970.</summary>
    internal required long Registration { get; init; }

    /// <summary>The hour of the day around which most sessions start, in UTC.</summary>
    internal required int FavouriteHour { get; init; }

    /// <summary>The probability of a session on a working day and on a weekend day.</summary>
    internal required (double Workday, double Weekend) SessionChance { get; init; }

    /// <summary>The probability that another song follows.</summary>
    internal required double NextSongChance { get; init; }

    /// <summary>Artists who are played again and again.</summary>
    internal required int[] Favourites { get; init; }

    internal bool IsPaid { get; set; }

    /// <summary>The next session starts at this time or later.</summary>
    internal long FreeFrom { get; set; }

    internal static Listener Make(int number, SongCatalogue catalogue, RandomStream random)
    {
        var activity = random.Share() * random.Share();
        var isPaid = random.Chance(0.22);
        var favourites = new int[random.Between(2, 6)];
        foreach (ref var favourite in favourites.AsSpan()) favourite = random.Below(catalogue.CountArtistsWithSongs);
        var firstDay = Clock.StartOf(catalogue.Options.FirstDay);
        return new Listener
        {
            UserId = number + 1,
            FirstName = random.Pick(Words.FirstNames),
            LastName = random.Pick(Words.LastNames),
            Gender = random.Chance(0.55) ? "F" : "M",
            Region = random.Pick(Words.Regions),
            UserAgent = random.Pick(Words.UserAgents),
            Registration = firstDay - random.Between(1, 100 * 86_400) * 1000L + random.Below(1000),
            FavouriteHour = (14 + random.Below(8) + random.Below(8)) % 24,
            SessionChance = (0.02 + activity, 0.02 + activity * random.Share()),
            NextSongChance = isPaid ? 0.93 + 0.04 * random.Share() : 0.7 + 0.22 * random.Share(),
            Favourites = favourites,
            IsPaid = isPaid,
            FreeFrom = firstDay,
        };
    }
}
