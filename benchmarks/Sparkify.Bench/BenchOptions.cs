namespace Sparkify.Bench;

/// <summary>The amount of data in a bench.</summary>
/// <param name="Name">Its name on the command line, in the cache and in the report.</param>
/// <param name="Events">Events in 30 files.</param>
/// <param name="Songs">Song files.</param>
/// <param name="Listeners">Listeners.</param>
sealed record BenchSize(string Name, long Events, int Songs, int Listeners)
{
    /// <summary>Events per day if they are spread over 100 days.</summary>
    internal long EventsADay => Events / 100;

    internal static readonly BenchSize Small = new("small", 10_000, 500, 200);
    internal static readonly BenchSize Middle = new("middle", 100_000, 5_000, 2_000);
    internal static readonly BenchSize Normal = new("normal", 1_000_000, 15_000, 10_000);
    internal static readonly BenchSize Large = new("large", 10_000_000, 100_000, 50_000);

    internal static readonly BenchSize Huge = new("huge", 100_000_000, 1_000_000, 500_000);

    /// <summary>The sizes whose results are written down.</summary>
    internal static IReadOnlyList<BenchSize> Written { get; } = [Normal, Large, Huge];

    /// <summary>The size to compare with, of a tenth of the events; a small one has none, and is compared with itself.</summary>
    internal BenchSize Tenth => this == Huge ? Large : this == Large ? Normal : this == Normal ? Middle : Small;
}

/// <summary>The command line's options.</summary>
sealed record BenchOptions
{
    internal const string Usage = """
        usage: ./bench [--large | --huge | --small] [--rounds N] [--only product|pipeline|days|few|huge|s3|postgres|serve] [--product FILE] [--data FOLDER] [--root FOLDER]

        Loads the same simulated files with sparkify etl and with a hand-written DuckDB pipeline, alternately and each in its own process,
        and compares CPU, time and memory. Then measures a load of one more day into a loaded warehouse, and of 100 events; an etl that finds nothing new;
        a load of small objects from a local S3 server, compared with a plain download; a load into a local PostgreSQL server, compared
        with a script that copies and builds five tables; and the response times of the served front room under load.
        Writes the results to docs/benchmarks.md, unless the size is small or only one side of the comparison was run.

          --large          10,000,000 events and 100,000 songs instead of 1,000,000 and 15,000
          --huge           loads 100,000,000 events and 1,000,000 songs once, one more day, and nothing new; needs 80 GB of disk and an hour
          --small          10,000 events and 500 songs, to test the bench itself
          --rounds N       how often each is run (5)
          --only WHICH     only one side (nothing is written), or only days, few (100 events), huge, s3, postgres or serve
          --product FILE   the sparkify executable (the one at the root)
          --data FOLDER    where the simulated files are kept between runs (SPARKIFY_BENCH_DATA, or a temporary folder)
          --root FOLDER    the repository (the current folder)
        """;

    internal BenchSize Size { get; private init; } = BenchSize.Normal;

    internal int Rounds { get; private init; } = 5;

    /// <summary>"product", "pipeline", "days", "few", "huge", "s3", "postgres", "serve", or null for all.</summary>
    internal string? Only { get; private init; }

    internal string Root { get; private init; } = Directory.GetCurrentDirectory();

    internal string Data { get; private init; } =
        Environment.GetEnvironmentVariable("SPARKIFY_BENCH_DATA") is { Length: > 0 } data ? data : Path.Combine(Path.GetTempPath(), "sparkify-bench");

    internal string? Product { get; private init; }

    /// <summary>Throws <see cref="ArgumentException"/> if the arguments are invalid.</summary>
    internal static BenchOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new BenchOptions();
        for (var i = 0; i < arguments.Count; i++)
        {
            string Value() => ++i < arguments.Count ? arguments[i] : throw new ArgumentException($"{arguments[i - 1]} needs a value.");
            options = arguments[i] switch
            {
                "--large" => options with { Size = BenchSize.Large },
                "--huge" => options with { Size = BenchSize.Huge },
                "--small" => options with { Size = BenchSize.Small },
                "--rounds" => options with
                {
                    Rounds = int.TryParse(Value(), out var rounds) && rounds > 0 ? rounds : throw new ArgumentException("--rounds takes a number of at least 1."),
                },
                "--only" => options with
                {
                    Only = Value() is "product" or "pipeline" or "days" or "few" or "huge" or "s3" or "postgres" or "serve" ? arguments[i] : throw new ArgumentException("--only takes product, pipeline, days, few, huge, s3, postgres or serve."),
                },
                "--product" => options with { Product = Path.GetFullPath(Value()) },
                "--data" => options with { Data = Path.GetFullPath(Value()) },
                "--root" => options with { Root = Path.GetFullPath(Value()) },
                _ => throw new ArgumentException($"{arguments[i]} is not an option of the bench."),
            };
        }

        return options;
    }

    /// <summary>The product's executable: the one named, or the launcher at the root.</summary>
    internal string ProductFile()
    {
        var file = Product ?? Path.Combine(Root, "sparkify");
        return File.Exists(file) ? file : throw new ArgumentException($"There is no sparkify executable at {file}. Name it with --product.");
    }
}
