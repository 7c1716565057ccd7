namespace Sparkify.Bench;

/// <summary>Statistics of a figure over all rounds.</summary>
readonly record struct Statistic(double Median, double Min, double Max)
{
    internal static Statistic Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        var middle = sorted.Length / 2;
        return new(sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2, sorted[0], sorted[^1]);
    }

    internal string Show(string format) => $"{Median.ToString(format)} ({Min.ToString(format)}–{Max.ToString(format)})";
}
