using Sparkify.Cli.Tests.Faults;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Cli.Tests.S3;

/// <summary>A store that fails in all the ways that stores do: the load succeeds or names the object, nothing is lost, nothing is there twice.</summary>
public sealed class StoreFaultTests : StoreScene
{
    const string Second = "logs/2018-11-02-events.json";

    [Theory]
    [InlineData("500")]
    [InlineData("503")]
    [InlineData("reset before the answer")]
    [InlineData("reset in the body")]
    [InlineData("short body")]
    [InlineData("short body that looks whole")]
    [InlineData("slow")]
    public void A_store_that_fails_twice_and_then_does_not_costs_time_alone(string how)
    {
        WriteDaysAndSongs(6);
        using var store = new FaultyStore(Bucket.Endpoint, request => request.Number > (request.IsListing ? 1 : 2) ? Fault.None : How(how, request));
        Assert.Equal(ExitCode.Done, Load(store).ExitCode);
        AssertIsAsFromFolder();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Reading_a_large_object_resumes_where_it_was_interrupted(bool conceals)
    {
        const int Part = 700_000;
        Scratch.Write("logs/large.json", string.Concat(Enumerable.Range(1, 3000).Select(Day)));
        PutAll();
        using var store = new FaultyStore(Bucket.Endpoint, request => request is { IsListing: false, Number: < 4 } ? new Fault { BreakAfter = Part, Conceals = conceals } : Fault.None);
        Assert.Equal(ExitCode.Done, Load(store).ExitCode);
        Assert.Equal([null, $"bytes={Part}-", $"bytes={2 * Part}-"], store.Gets.Take(3).Select(request => request.Range?[..(request.Range.IndexOf('-') + 1)]));
        AssertIsAsFromFolder();
    }

    [Theory]
    [InlineData("always short")]
    [InlineData("denied")]
    [InlineData("gone")]
    [InlineData("changed")]
    public void An_object_that_cannot_be_had_costs_itself_and_the_next_load_takes_it(string how)
    {
        WriteDaysAndSongs(3);
        Assert.Equal(ExitCode.Done, Load().ExitCode);
        // One that was there already and has grown, and one that is new.
        foreach (var (name, day) in new[] { (Second, 4), ("logs/new.json", 5) })
        {
            File.AppendAllText(Scratch.In(name), Day(day));
            Bucket.Put(name, File.ReadAllBytes(Scratch.In(name)));
        }
        WriteDay(7);
        PutAll();
        using (var store = new FaultyStore(Bucket.Endpoint, request => request.Key is Second or "logs/new.json" ? How(how, request) : Fault.None))
        {
            var report = Load(store);
            Assert.Equal((ExitCode.NotClean, true), (report.ExitCode, report.Published));
            Assert.Equal([Bucket.Uri(Second), Bucket.Uri("logs/new.json")], report.Failures.Select(failure => failure.File));
            Assert.All(report.Failures, failure => Assert.Contains(Says(how), failure.Error, StringComparison.Ordinal));
            // What it brought before stays; what came with it is there.
            Assert.Equal(4 * EventsADay, Events());
        }
        PutAll();
        Assert.Equal(ExitCode.Done, Load().ExitCode);
        AssertIsAsFromFolder();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_interrupted_load_does_not_wait_for_a_store_that_is_slow(bool isListing)
    {
        WriteDaysAndSongs(3);
        var answers = new TaskCompletionSource();
        using var store = new FaultyStore(Bucket.Endpoint, request => request.IsListing == isListing ? new Fault { Until = answers.Task } : Fault.None);
        using var load = RunningLoad.HaltedOnce(
            () => store.Requests.Any(request => request.IsListing == isListing), Bucket.Environment(store.Endpoint), EtlArguments);
        // Ended before the store has answered at all.
        AssertFailed(load.Interrupt(), 130, "Interrupted");
        answers.SetResult();
        Assert.Equal(ExitCode.Done, Load().ExitCode);
        AssertIsAsFromFolder();
    }

    Fault How(string how, StoreRequest request) => how switch
    {
        "500" => new Fault { Error = (500, "InternalError") },
        "503" => new Fault { Error = (503, "SlowDown") },
        "reset before the answer" => new Fault { BreakAfter = 0, IsReset = true },
        "reset in the body" => new Fault { BreakAfter = 100, IsReset = true },
        "short body" => new Fault { BreakAfter = 100 },
        "short body that looks whole" => request.IsListing ? Fault.None : new Fault { BreakAfter = 100, Conceals = true },
        "slow" => new Fault { Pause = TimeSpan.FromMilliseconds(100) },
        "always short" => new Fault { BreakAfter = request.Range is null ? 100 : 0, Conceals = true },
        "denied" => new Fault { Error = (403, "AccessDenied") },
        "gone" => new Fault { Before = () => Bucket.Delete(request.Key) },
        "changed" => new Fault { Before = () => Bucket.Put(request.Key, Day(8)) },
        _ => throw new ArgumentException(how),
    };

    static string Says(string how) => how switch
    {
        "always short" => "the connection was lost 6 times, the last time after 100 of",
        "denied" => "does not permit it (AccessDenied)",
        "gone" => "it does not exist (NoSuchKey)",
        _ => "it changed between listing and reading",
    };
}
