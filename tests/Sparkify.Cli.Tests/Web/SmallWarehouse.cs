using Sparkify.Cli.Tests.Contract;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.Sql;

namespace Sparkify.Cli.Tests.Web;

/// <summary>A warehouse on any engine with one play, to which more can be added.</summary>
sealed class SmallWarehouse : IDisposable
{
    const string Day = """{"artist":"a","itemInSession":0,"length":1.5,"level":"free","page":"NextSong","sessionId":1,"song":"s","ts":1541106106796,"userId":"7","location":"Oslo"}""";

    readonly ScratchFolder scratch = new();
    readonly TestWarehouse place;
    int plays;

    public SmallWarehouse(string engine)
    {
        place = TestWarehouse.On(engine);
        AddPlay();
    }

    /// <summary>The options that lead a command to it.</summary>
    public string[] Options => place.Options;

    /// <summary>Its target.</summary>
    public string Target => place.Target;

    /// <summary>The engine, for queries within this process.</summary>
    public IEngine Engine => place.Engine;

    /// <summary>Loads one more play.</summary>
    public void AddPlay()
    {
        plays++;
        scratch.Write($"logs/{plays}.json", Day.Replace("\"sessionId\":1", $"\"sessionId\":{plays}", StringComparison.Ordinal));
        Product.Run(["etl", "--logs", scratch.In("logs"), "--quiet", .. Options]).Expect(0);
    }

    /// <summary>A function that a query of a server's analyst calls to wait for the end of <see cref="HaltQueries"/>.</summary>
    public const string Halt = "public.halt()";

    /// <summary>Lets queries wait that call <see cref="Halt"/>, until it is disposed; null on an engine without that.</summary>
    public IDisposable? HaltQueries()
    {
        if (place.Database is null)
            return null;
        var connection = place.OpenAsAdministrator();
        connection.Execute("select pg_advisory_lock(77)");
        // A function that is said to change nothing, since analysts may call no other.
        connection.Execute("create function public.halt() returns integer stable language plpgsql as 'begin perform pg_advisory_lock_shared(77); return 1; end'");
        return connection;
    }

    /// <summary>Whether a query of a server has begun to read the front room; on a database server, whether it has come to <see cref="Halt"/>.</summary>
    public bool IsRead(int server)
    {
        if (place.Database is null)
            return QueryProcesses.Reading(server, this).Count > 0;
        using var connection = place.OpenAsAdministrator();
        return connection.Scalar("select count(*) from pg_stat_activity where datname = current_database() and wait_event = 'advisory'") is > 0L;
    }

    public void Dispose()
    {
        place.Dispose();
        scratch.Dispose();
    }
}
