namespace Sparkify.Bench.Days;

/// <summary>Loads a file of 100 events into a warehouse of 100 days, and into one with a tenth of its events: what a load every few minutes costs.</summary>
sealed class FewEvents(BenchOptions options)
{
    internal const int Events = 100;

    internal BenchSize Size => options.Size;

    internal int Rounds => options.Rounds;

    /// <summary>Loads into the warehouse of this size.</summary>
    internal List<DayLoad> IntoMany { get; } = [];

    /// <summary>Loads into the warehouse of a tenth.</summary>
    internal List<DayLoad> IntoTenth { get; } = [];

    internal void Run() => Scratch.With(options, scratch =>
    {
        var many = Loaded(options.Size, Path.Combine(scratch, "many"));
        var tenth = Loaded(options.Size.Tenth, Path.Combine(scratch, "tenth"));
        for (var round = 0; round < options.Rounds; round++)
        {
            var start = MeasuredProcess.Run(options.ProductFile(), ["--version"], scratch).Cpu;
            foreach (var isMany in round % 2 == 0 ? (bool[])[true, false] : [false, true])
            {
                var (warehouse, events) = isMany ? many : tenth;
                var load = warehouse.Grow();
                var etl = EtlOutput.Parse(load.Output);
                if ((etl.Taken, etl.Rows) != (1, events)) throw new InvalidOperationException($"The load took {etl.Taken:N0} files with {etl.Rows:N0} rows; 1 file has {events:N0}.");
                Console.WriteLine($"{Events} events into {(isMany ? options.Size : options.Size.Tenth).Events:N0}, round {round + 1}: {Report.Line(load)}");
                (isMany ? IntoMany : IntoTenth).Add(new(load, etl, start));
            }
        }
    });

    // The day before is loaded by itself: the first load after a full build also merges the row groups that the build left.
    (GrowingWarehouse Warehouse, int Events) Loaded(BenchSize size, string folder)
    {
        var workload = DayWorkload.Prepare(size, options.Data);
        _ = Directory.CreateDirectory(folder);
        var warehouse = new GrowingWarehouse(options, workload.Songs, folder);
        foreach (var day in workload.FirstDays) warehouse.Receive(day);
        _ = warehouse.Fill();
        warehouse.Receive(workload.NextDay);
        _ = warehouse.Fill();
        return (warehouse, warehouse.ReceiveStart(workload.LastDay, Events));
    }
}
