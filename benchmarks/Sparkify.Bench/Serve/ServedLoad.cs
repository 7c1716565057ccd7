using System.Diagnostics;
using System.Globalization;

namespace Sparkify.Bench.Serve;

/// <summary>
/// The served front room under load, all on this machine: clients open a light report every two seconds, others run heavy scans one after another,
/// and loads are published meanwhile. Every answer names the publication it shows, and is compared with that publication.
/// </summary>
sealed class ServedLoad(BenchOptions options, Workload workload)
{
    internal const int LightClients = 16;
    internal const int HeavyClients = 4;
    internal const int Publishes = 20;
    internal const int MemoryLimitMiB = 2048;
    const int LooksAlone = 7;

    const string Heavy = """
        select (select max(load_id) from frontroom.load_history) as load_id, count(*) as plays, count(distinct user_agent || coalesce(location, '')) as agents, sum(length(song_id)) as letters
        from frontroom.songplays
        """;

    static readonly TimeSpan Duration = TimeSpan.FromSeconds(60);
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    readonly List<double> light = [];
    readonly List<double> heavy = [];
    readonly Lock gate = new();
    long firstLoad;
    long firstPlays;
    int added;

    /// <summary>The measurements in a browser, without other clients.</summary>
    internal BrowserLook Look { get; } = new();

    /// <summary>Milliseconds of a light report with one client, each time the first one on a publication.</summary>
    internal List<double> Alone { get; } = [];

    /// <summary>Milliseconds of each second request, which the server answers from its cache.</summary>
    internal List<double> Again { get; } = [];

    /// <summary>Milliseconds of the light reports under load.</summary>
    internal IReadOnlyList<double> Light => light;

    /// <summary>Seconds of the heavy scans.</summary>
    internal IReadOnlyList<double> HeavyScans => heavy;

    /// <summary>The number of loads published meanwhile.</summary>
    internal int Published { get; private set; }

    /// <summary>The peak memory of the server and its workers together, in bytes.</summary>
    internal long PeakBytes { get; private set; }

    /// <summary>Loads the workload, serves it and runs all clients. The first wrong answer throws an <see cref="InvalidOperationException"/>.</summary>
    internal void Run() => Scratch.With(options, folder => RunAsync(folder).GetAwaiter().GetResult());

    async Task RunAsync(string folder)
    {
        var target = $"duckdb:{Path.Combine(folder, "warehouse")}";
        _ = MeasuredProcess.Run(options.ProductFile(), ["etl", "--logs", workload.Logs, "--songs", workload.Songs, "--target", target, "--quiet"], folder);
        using var server = Process.Start(new ProcessStartInfo(options.ProductFile(), ["serve", "--port", "0", "--target", target, "--state", Path.Combine(folder, "state"), "--memory", MemoryLimitMiB.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true })!;
        try
        {
            var address = new Uri((await server.StandardOutput.ReadLineAsync())?.Split(" open at ")[^1] ?? throw new InvalidOperationException("serve ended at once."));
            using (var first = new PageClient(address))
            {
                (firstPlays, firstLoad) = await first.OpenReportAsync();
                for (var i = 0; i < LooksAlone; i++)
                {
                    Publish(folder, target);
                    Alone.Add(await TimeAsync(first));
                    Again.Add(await TimeAsync(first));
                }
            }
            await Look.RunAsync(address);
            using var over = new CancellationTokenSource();
            var memory = TreeMemory.PeakAsync(server.Id, over.Token);
            await LoadAsync(address, folder, target);
            await over.CancelAsync();
            PeakBytes = await memory;
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync();
        }
    }

    async Task LoadAsync(Uri address, string folder, string target)
    {
        using var over = new CancellationTokenSource(Duration);
        var clients = Enumerable.Range(0, LightClients).Select(i => Task.Run(() => OpenReports(address, i, over.Token)))
            .Concat(Enumerable.Range(0, HeavyClients).Select(_ => Task.Run(() => Scan(address, over.Token)))).ToList();
        await Task.Run(() => PublishAll(folder, target, over.Token));
        await Task.WhenAll(clients);
    }

    async Task OpenReports(Uri address, int number, CancellationToken over)
    {
        using var client = new PageClient(address);
        await Task.Delay(Pause * number / LightClients, CancellationToken.None);
        while (!over.IsCancellationRequested)
        {
            var time = await TimeAsync(client);
            lock (gate) light.Add(time);
            await Task.Delay(Pause, CancellationToken.None);
        }
    }

    async Task<double> TimeAsync(PageClient client)
    {
        var began = Stopwatch.GetTimestamp();
        var (plays, load) = await client.OpenReportAsync();
        var time = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        Compare(plays, load);
        return time;
    }

    async Task Scan(Uri address, CancellationToken over)
    {
        using var client = new PageClient(address);
        while (!over.IsCancellationRequested)
        {
            var began = Stopwatch.GetTimestamp();
            var row = await client.AskAsync(Heavy);
            lock (gate) heavy.Add(Stopwatch.GetElapsedTime(began).TotalSeconds);
            Compare(row[1], row[0]);
        }
    }

    // Each load adds one play, so a publication's number of plays follows from its load id.
    void Compare(long plays, long load)
    {
        if (plays != firstPlays + load - firstLoad)
            throw new InvalidOperationException($"An answer of load {load} says {plays:N0} plays. Expected {firstPlays + load - firstLoad:N0}.");
    }

    void PublishAll(string folder, string target, CancellationToken over)
    {
        var each = Duration / (Publishes + 1);
        var began = Stopwatch.GetTimestamp();
        for (var i = 1; i <= Publishes && !over.IsCancellationRequested; i++)
        {
            Publish(folder, target);
            Published = i;
            var wait = each * i - Stopwatch.GetElapsedTime(began);
            if (wait > TimeSpan.Zero) Thread.Sleep(wait);
        }
    }

    void Publish(string folder, string target)
    {
        var logs = Directory.CreateDirectory(Path.Combine(folder, "more")).FullName;
        added++;
        File.WriteAllText(Path.Combine(logs, $"{added}.json"),
            $$"""{"artist":"a","itemInSession":0,"length":1.5,"level":"free","page":"NextSong","sessionId":{{9_000_000_000 + added}},"song":"s","ts":1541106106796,"userId":"7"}""");
        _ = MeasuredProcess.Run(options.ProductFile(), ["etl", "--logs", logs, "--target", target, "--quiet"], folder);
    }
}
