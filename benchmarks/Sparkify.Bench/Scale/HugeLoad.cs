using Sparkify.Bench.Days;

namespace Sparkify.Bench.Scale;

/// <summary>
/// Loads 30 days at once into an empty warehouse, then one more day, then nothing new; each once. The same is done with a tenth of the events, so that the
/// cost of an event can be compared.
/// </summary>
sealed class HugeLoad(BenchOptions options)
{
    /// <summary>The measured sizes with their loads, the smaller first.</summary>
    internal List<(BenchSize Size, IReadOnlyList<HugeStep> Steps)> Loads { get; } = [];

    internal void Run()
    {
        foreach (var size in (BenchSize[])[options.Size.Tenth, options.Size])
            Scratch.With(options, scratch => Loads.Add((size, [.. Steps(size, scratch)])));
    }

    IEnumerable<HugeStep> Steps(BenchSize size, string scratch)
    {
        var workload = HugeWorkload.Prepare(size, options.Data);
        var warehouse = new GrowingWarehouse(options, workload.Songs, scratch);
        foreach (var day in workload.Days.Take(HugeWorkload.FirstDays)) warehouse.Receive(day);
        yield return Step($"{HugeWorkload.FirstDays} days at once");
        warehouse.Receive(workload.Days[^1]);
        yield return Step("one more day");
        yield return Step("nothing new");

        HugeStep Step(string what)
        {
            var load = warehouse.Fill();
            Console.WriteLine($"{size.Events:N0} events, {what}: {Report.Line(load)}");
            return new(what, load, EtlOutput.Parse(load.Output), warehouse.Bytes);
        }
    }
}

/// <summary>One of the loads.</summary>
/// <param name="What">What was loaded.</param>
/// <param name="Whole">The process.</param>
/// <param name="Etl">The process's own report.</param>
/// <param name="Bytes">What the warehouse takes on the disk afterwards.</param>
sealed record HugeStep(string What, Measurement Whole, EtlOutput Etl, long Bytes)
{
    /// <summary>Millionths of a second of CPU for a row.</summary>
    internal double CpuPerRow => Whole.Cpu / Etl.Rows * 1e6;
}
