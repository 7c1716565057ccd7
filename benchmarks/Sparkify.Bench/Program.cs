using Sparkify.Bench;
using Sparkify.Bench.Days;
using Sparkify.Bench.Pipeline;
using Sparkify.Bench.Postgres;
using Sparkify.Bench.S3;
using Sparkify.Bench.Scale;
using Sparkify.Bench.Serve;

try
{
    if (args is ["--help" or "-h"])
    {
        Console.WriteLine(BenchOptions.Usage);
        return 0;
    }

    if (args is ["pipeline", "--logs", var logs, "--songs", var songs, "--database", var database])
    {
        HandwrittenPipeline.Run(logs, songs, database);
        return 0;
    }

    if (args is ["pipeline", "--songs", var onlySongs, "--database", var songDatabase])
    {
        HandwrittenPipeline.Run(null, onlySongs, songDatabase);
        return 0;
    }

    if (args is ["download", var endpoint, var bucket, var prefix])
    {
        await BareDownload.RunAsync(endpoint, bucket, prefix);
        return 0;
    }

    return Measure(BenchOptions.Parse(args));
}
catch (ArgumentException e)
{
    Console.Error.WriteLine($"{e.Message}\n{BenchOptions.Usage}");
    return 2;
}
catch (Exception e) when (e is InvalidOperationException or IOException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}

static int Measure(BenchOptions options)
{
    if (options.Only != "pipeline") _ = options.ProductFile();
    if (options.Size == BenchSize.Huge || options.Only == "huge")
    {
        MeasureHuge(options);
        return 0;
    }

    if ((options.Only is null or "product" or "pipeline") && !Compare(options)) return 1;
    if (options.Only is null or "days") MeasureDays(options);
    if (options.Only is null or "few") MeasureFew(options);
    if (options.Only is null or "s3") MeasureS3(options);
    if (options.Only is null or "postgres") MeasurePostgres(options);
    if (options.Only is null or "serve") MeasureServe(options);
    return 0;
}

static bool Compare(BenchOptions options)
{
    var workload = Workload.Prepare(options.Size, options.Data);
    Pairing[] pairings =
    [
        new("Logs and songs into a star", options, workload, songsOnly: false),
        new($"{options.Size.Songs:N0} song files", options, workload, songsOnly: true),
    ];
    foreach (var pairing in pairings) pairing.Run();
    Console.WriteLine($"\n{Report.Section(options.Size, workload, options.Rounds, pairings)}\n{Report.Machine()}");
    var (ours, theirs) = (pairings[0].ProductPlays, pairings[0].HandwrittenPlays);
    if (options.Only is not null) return true;
    if (ours != theirs)
    {
        Console.Error.WriteLine($"The sides do not agree: sparkify has {ours:N0} song plays, the hand-written pipeline {theirs:N0}. Nothing was written.");
        return false;
    }

    BenchmarksPage.Write(options, "", Report.Section(options.Size, workload, options.Rounds, pairings));
    return true;
}

static void MeasureDays(BenchOptions options)
{
    var days = new OneMoreDay(options, DayWorkload.Prepare(options.Size, options.Data));
    days.Run();
    var section = DaysReport.Section(days);
    foreach (var files in NothingNew.FilesOf(options.Size))
    {
        var nothing = new NothingNew(options, files);
        nothing.Run();
        section += $"\n{DaysReport.Section(nothing)}";
    }

    Console.WriteLine($"\n{section}\n{Report.Machine()}");
    BenchmarksPage.Write(options, " days", section);
}

static void MeasureFew(BenchOptions options)
{
    var few = new FewEvents(options);
    few.Run();
    var section = FewEventsReport.Section(few);
    Console.WriteLine($"\n{section}\n{Report.Machine()}");
    BenchmarksPage.Write(options, " few", section);
}

static void MeasureHuge(BenchOptions options)
{
    var load = new HugeLoad(options);
    load.Run();
    var section = HugeLoadReport.Section(load);
    Console.WriteLine($"\n{section}\n{Report.Machine()}");
    BenchmarksPage.Write(options, "", section);
}

static void MeasureS3(BenchOptions options)
{
    var objects = new SmallObjects(options, Workload.Prepare(options.Size, options.Data));
    objects.Run();
    Console.WriteLine($"\n{objects.Section()}\n{Report.Machine()}");
    BenchmarksPage.Write(options, " s3", objects.Section());
}

static void MeasurePostgres(BenchOptions options)
{
    var workload = Workload.Prepare(options.Size, options.Data);
    var whole = new WholeLoad(options, workload);
    whole.Run();
    var landing = new EventLanding(options, workload);
    landing.Run();
    var section = $"{whole.Section()}\n{landing.Section()}";
    Console.WriteLine($"\n{section}\n{Report.Machine()}");
    BenchmarksPage.Write(options, " postgres", section);
}

static void MeasureServe(BenchOptions options)
{
    var load = new ServedLoad(options, Workload.Prepare(options.Size, options.Data));
    load.Run();
    var section = ServeReport.Section(load, options.Size);
    Console.WriteLine($"\n{section}\n{Report.Machine()}");
    BenchmarksPage.Write(options, " serve", section);
}
