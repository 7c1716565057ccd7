namespace Sparkify.Bench;

/// <summary>How much data a bench is made of.</summary>
/// <param name="Name">Its name on the command line, in the cache and in the report.</param>
/// <param name="Events">Events in 30 files.</param>
/// <param name="Songs">Song files.</param>
/// <param name="Listeners">Listeners.</param>
sealed record BenchSize(string Name, long Events, int Songs, int Listeners)
{
    /// <summary>Events of a day where 100 days have them all.</summary>
    internal long EventsADay => Events / 100;

    internal static readonly BenchSize Small = new("small", 10_000, 500, 200);
    internal static readonly BenchSize Normal = new("normal", 1_000_000, 15_000, 10_000);
    internal static readonly BenchSize Large = new("large", 10_000_000, 100_000, 50_000);

    internal static IReadOnlyList<BenchSize> All { get; } = [Small, Normal, Large];
}

/// <summary>What the command line asks for.</summary>
sealed record BenchOptions
{
    internal const string Usage = """
        usage: ./bench [--large | --small] [--rounds N] [--only product|pipeline|days|s3|postgres|serve] [--product FILE] [--data FOLDER] [--root FOLDER]

        Loads the same simulated files with our etl and with a hand-written DuckDB pipeline, each as a process of its own, in turn,
        and compares CPU, time and memory. Then measures what one more day costs a loaded warehouse, and an etl that finds nothing new,
        and a load of small objects from a local S3 server beside a bare download of them, and one into a private PostgreSQL server
        beside a script that parses and copies, and how the served front room answers under load.
        Writes docs/benchmarks.md when both sides have run, or one of the others, and the size is not small.

          --large          10,000,000 events and 100,000 songs instead of 1,000,000 and 15,000
          --small          10,000 events and 500 songs: does the bench itself work?
          --rounds N       how often each is run (5)
          --only WHICH     one side alone, nothing written; or the days, S3, PostgreSQL or serve alone
          --product FILE   the sparkify executable (the one at the root)
          --data FOLDER    where the simulated files are kept for the next time (SPARKIFY_BENCH_DATA, or a temporary folder)
          --root FOLDER    the repository (the current folder)
        """;

    internal BenchSize Size { get; private init; } = BenchSize.Normal;

    internal int Rounds { get; private init; } = 5;

    /// <summary>"product", "pipeline", "days", "s3", "postgres", "serve", or null for all.</summary>
    internal string? Only { get; private init; }

    internal string Root { get; private init; } = Directory.GetCurrentDirectory();

    internal string Data { get; private init; } =
        Environment.GetEnvironmentVariable("SPARKIFY_BENCH_DATA") is { Length: > 0 } data ? data : Path.Combine(Path.GetTempPath(), "sparkify-bench");

    internal string? Product { get; private init; }

    /// <summary>Throws <see cref="ArgumentException"/> when the arguments make no sense.</summary>
    internal static BenchOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new BenchOptions();
        for (var i = 0; i < arguments.Count; i++)
        {
            string Value() => ++i < arguments.Count ? arguments[i] : throw new ArgumentException($"{arguments[i - 1]} needs a value.");
            options = arguments[i] switch
            {
                "--large" => options with { Size = BenchSize.Large },
                "--small" => options with { Size = BenchSize.Small },
                "--rounds" => options with
                {
                    Rounds = int.TryParse(Value(), out var rounds) && rounds > 0 ? rounds : throw new ArgumentException("--rounds takes a number from 1 on."),
                },
                "--only" => options with
                {
                    Only = Value() is "product" or "pipeline" or "days" or "s3" or "postgres" or "serve" ? arguments[i] : throw new ArgumentException("--only takes product, pipeline, days, s3, postgres or serve."),
                },
                "--product" => options with { Product = Path.GetFullPath(Value()) },
                "--data" => options with { Data = Path.GetFullPath(Value()) },
                "--root" => options with { Root = Path.GetFullPath(Value()) },
                _ => throw new ArgumentException($"{arguments[i]} is not an option of the bench."),
            };
        }

        return options;
    }

    /// <summary>The product's executable: the one named, or the one that people run.</summary>
    internal string ProductFile()
    {
        var file = Product ?? Path.Combine(Root, "sparkify");
        return File.Exists(file) ? file : throw new ArgumentException($"There is no product at {file}. Name it with --product.");
    }
}
