using Sparkify.Bench;
using Sparkify.Bench.Pipeline;

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

    return Compare(BenchOptions.Parse(args));
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

static int Compare(BenchOptions options)
{
    if (options.Only != "pipeline") _ = options.ProductFile();
    var workload = Workload.Prepare(options.Size, options.Data);
    Pairing[] pairings =
    [
        new("Logs and songs into a star", options, workload, songsOnly: false),
        new($"{options.Size.Songs:N0} song files", options, workload, songsOnly: true),
    ];
    foreach (var pairing in pairings) pairing.Run();
    Console.WriteLine($"\n{Report.Section(options.Size, workload, options.Rounds, pairings)}\n{Report.Machine()}");
    var (ours, theirs) = (pairings[0].ProductPlays, pairings[0].HandwrittenPlays);
    if (options.Only is not null) return 0;
    if (ours != theirs)
    {
        Console.Error.WriteLine($"The sides do not agree: sparkify has {ours:N0} song plays, the hand-written pipeline {theirs:N0}. Nothing was written.");
        return 1;
    }

    if (options.Size != BenchSize.Small) BenchmarksPage.Write(options.Root, options.Size, Report.Section(options.Size, workload, options.Rounds, pairings));
    return 0;
}
