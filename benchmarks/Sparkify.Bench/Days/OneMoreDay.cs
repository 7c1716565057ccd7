namespace Sparkify.Bench.Days;

/// <summary>A load, and the part of its CPU that is not the load's own work.</summary>
/// <param name="Whole">The process.</param>
/// <param name="Etl">The process's own report.</param>
/// <param name="StartCpu">Seconds of CPU for a process that does nothing.</param>
sealed record DayLoad(Measurement Whole, EtlOutput Etl, double StartCpu)
{
    /// <summary>The copy of the front-room file, which R16 leaves out.</summary>
    internal double CopyCpu => Etl.PhasesCpu.GetValueOrDefault("copying");

    /// <summary>CPU without start and copy.</summary>
    internal double NetCpu => Whole.Cpu - StartCpu - CopyCpu;
}

/// <summary>
/// Loads 100 days at once, and the last 10 of them; then a day into each, as in a nightly run; then the day after that, repeatedly, into
/// copies of both. The first day after a full build also pays for merging row groups that the build left, so it is not the one measured.
/// </summary>
sealed class OneMoreDay(BenchOptions options, DayWorkload workload)
{
    internal DayWorkload Workload => workload;

    internal int Rounds => options.Rounds;

    /// <summary>Processes that only print their version.</summary>
    internal List<Measurement> Starts { get; } = [];

    /// <summary>The many days, loaded at once.</summary>
    internal DayLoad Full => Of(full!);

    internal IReadOnlyList<DayLoad> IntoMany => [.. intoMany.Select(Of)];

    internal IReadOnlyList<DayLoad> IntoFew => [.. intoFew.Select(Of)];

    readonly List<Measurement> intoMany = [];
    readonly List<Measurement> intoFew = [];
    Measurement? full;

    internal void Run() => Scratch.With(options, scratch =>
    {
        var many = Received(Path.Combine(scratch, "many"), DayWorkload.Many);
        var few = Received(Path.Combine(scratch, "few"), DayWorkload.Few);
        full = Told($"{DayWorkload.Many} days at once", many.Fill());
        _ = few.Fill();
        foreach (var warehouse in (GrowingWarehouse[])[many, few])
        {
            warehouse.Receive(workload.NextDay);
            _ = warehouse.Fill();
            warehouse.Receive(workload.LastDay);
        }
        for (var round = 0; round < options.Rounds; round++)
        {
            Starts.Add(MeasuredProcess.Run(options.ProductFile(), ["--version"], scratch));
            foreach (var isMany in round % 2 == 0 ? (bool[])[true, false] : [false, true])
                if (isMany) intoMany.Add(Checked(DayWorkload.Many, Told($"A day into {DayWorkload.Many} days, round {round + 1}", many.Grow())));
                else intoFew.Add(Checked(DayWorkload.Few, Told($"A day into {DayWorkload.Few} days, round {round + 1}", few.Grow())));
        }
    });

    GrowingWarehouse Received(string folder, int days)
    {
        var warehouse = new GrowingWarehouse(options, workload.Songs, folder);
        foreach (var day in workload.FirstDays.TakeLast(days)) warehouse.Receive(day);
        return warehouse;
    }

    static Measurement Checked(int days, Measurement load)
    {
        var etl = EtlOutput.Parse(load.Output);
        return (etl.Taken, etl.Skipped) == (1, DayWorkload.SongFiles + days + 1)
            ? load
            : throw new InvalidOperationException($"The load took {etl.Taken:N0} files and skipped {etl.Skipped:N0}; the day's file is 1, known are {DayWorkload.SongFiles + days + 1:N0}.");
    }

    static Measurement Told(string what, Measurement measurement)
    {
        Console.WriteLine($"{what}: {Report.Line(measurement)}");
        return measurement;
    }

    DayLoad Of(Measurement whole) => new(whole, EtlOutput.Parse(whole.Output), Statistic.Of(Starts.Select(start => start.Cpu)).Median);
}
