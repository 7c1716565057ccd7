using static System.FormattableString;

namespace Sparkify.Cli.Output;

/// <summary>Figures for people.</summary>
internal static class Quantity
{
    /// <summary>"6,820".</summary>
    public static string Count(long count) => Invariant($"{count:N0}");

    /// <summary>"1 file", "2 files".</summary>
    public static string Of(long count, string noun) => $"{Count(count)} {noun}{(count == 1 ? "" : "s")}";

    /// <summary>"28.4 MB", in powers of ten.</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        < 1_000 => $"{bytes} B",
        < 1_000_000 => Invariant($"{bytes / 1e3:0.0} kB"),
        < 1_000_000_000 => Invariant($"{bytes / 1e6:0.0} MB"),
        _ => Invariant($"{bytes / 1e9:0.0} GB"),
    };

    /// <summary>"1.4 s", "2 min 5 s", "3 h 20 min".</summary>
    public static string Duration(double seconds) => seconds switch
    {
        < 10 => Invariant($"{seconds:0.0} s"),
        < 100 => Invariant($"{seconds:0} s"),
        < 3600 => Invariant($"{(long)seconds / 60} min {(long)seconds % 60} s"),
        < 172_800 => Invariant($"{(long)seconds / 3600} h {(long)seconds / 60 % 60} min"),
        _ => Invariant($"{(long)seconds / 86_400:N0} days"),
    };
}
