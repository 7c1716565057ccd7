using Sparkify.Simulator.Catalogue;

namespace Sparkify.Simulator.Listening;

/// <summary>One session of one listener, event by event, until the listener leaves or the day needs no more events.</summary>
sealed class Session(SongCatalogue catalogue, RandomStream random, EventDay day)
{
    const int MostPlays = 150;

    Listener listener = null!; // set by Run, the only way in
    int listenerNumber;
    int number;
    long now;
    short item;
    bool isLoggedIn;

    /// <summary>Runs a session of a listener; false if it had no events.</summary>
    internal bool Run(Listener who, int whoNumber, int session, long start)
    {
        (listener, listenerNumber, number, now, item, isLoggedIn) = (who, whoNumber, session, start, 0, true);
        _ = Visit();
        listener.FreeFrom = now + 5 * Clock.Minute;
        return item > 0;
    }

    /// <summary>Each step returns whether the session continues.</summary>
    bool Visit()
    {
        if (random.Chance(0.03)) return LookAround();
        if (random.Chance(0.1) && !LogIn()) return false;
        if (random.Chance(0.35) && !Open(Page.Home, 30)) return false;
        for (var plays = 0; plays < MostPlays; plays++)
        {
            if (!Play()) return false;
            if (random.Chance(0.12) && !Browse()) return false;
            if (!random.Chance(listener.NextSongChance)) break;
        }

        return !random.Chance(0.1) || LogOut();
    }

    bool Play()
    {
        var song = random.Chance(0.4) ? catalogue.DrawOf(random.Pick(listener.Favourites), random) : catalogue.Draw(random);
        var isOtherVersion = catalogue.Songs[song].IsInCatalogue && random.Chance(0.04);
        var garbling = catalogue.Songs[song].CanBeGarbled && random.Chance(0.5) ? random.Between(1, Song.Garblings - 1) : 0;
        if (!Emit(Page.NextSong, song, isOtherVersion, (byte)garbling)) return false;
        now += catalogue.Songs[song].Seconds(isOtherVersion) * Clock.Second;
        return true;
    }

    bool Browse() => random.Below(100) switch
    {
        < 40 => Open(Page.Home, 60),
        < 50 => Open(Page.Settings, 20) && (!random.Chance(0.3) || Open(Page.SaveSettings, 2)),
        < 57 => Open(Page.Help, 60),
        < 61 => Open(Page.About, 40),
        < 63 => Open(Page.Error, 5),
        < 78 => ChangeLevel(),
        < 84 => LogOut() && Open(Page.Home, 90) && LogIn(),
        _ => Pause(),
    };

    /// <summary>Looks at the other membership level, perhaps changes to it, perhaps changes back soon.</summary>
    bool ChangeLevel(bool isSecondThought = false)
    {
        if (!Open(listener.IsPaid ? Page.Downgrade : Page.Upgrade, 2)) return false;
        if (!random.Chance(isSecondThought ? 0.6 : listener.IsPaid ? 0.06 : 0.25)) return true;
        if (!Open(listener.IsPaid ? Page.SubmitDowngrade : Page.SubmitUpgrade, 10)) return false;
        listener.IsPaid = !listener.IsPaid;
        return Open(Page.Home, 40) && (!random.Chance(0.15) || (Play() && ChangeLevel(isSecondThought: true)));
    }

    bool LogIn()
    {
        isLoggedIn = false;
        if (random.Chance(0.5) && !Open(Page.Home, 5)) return false;
        if (!Open(Page.Login, 10)) return false;
        isLoggedIn = true;
        return Open(Page.Home, 20);
    }

    bool LogOut()
    {
        if (!Open(Page.Logout, 3)) return false;
        isLoggedIn = false;
        return !random.Chance(0.4) || Open(Page.Home, 20);
    }

    /// <summary>A visit without logging in.</summary>
    bool LookAround()
    {
        isLoggedIn = false;
        return Open(Page.Home, 40) && (!random.Chance(0.3) || Open(random.Chance(0.5) ? Page.About : Page.Help, 40));
    }

    bool Pause()
    {
        now += random.Between(1, 25) * Clock.Minute;
        return true;
    }

    /// <summary>A page that is not a play; the next event follows within the given number of seconds, sometimes at the same time.</summary>
    bool Open(Page page, int seconds)
    {
        if (!Emit(page, -1, false, 0)) return false;
        now += random.Between(0, seconds) * Clock.Second;
        return true;
    }

    bool Emit(Page page, int song, bool isOtherVersion, byte garbling)
    {
        if (!day.Add(new(now, listenerNumber, number, song, item, page, listener.IsPaid, isLoggedIn, isOtherVersion, garbling))) return false;
        item++;
        return true;
    }
}
