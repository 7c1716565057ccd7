using System.Globalization;
using System.Text.Json;

namespace Sparkify.Cli.Tests.Confluence;

/// <summary>The few names and lengths that songs and plays of a world share, and how values are written.</summary>
sealed class Words
{
    // Some are told apart by a blank or by case alone; some are UTF-8 read as Latin-1, which repair makes equal to others; by UTF-16
    // the emoji sorts before U+FF5E, by UTF-8 after it.
    static readonly string[] All = ["a", "A", "a ", "b", "it's", "é", "Ã©", "Ã\u0083Â©", "\uFF5E", "😀", "", " ", "nul\0", "nul"];
    static readonly double?[] AllLengths = [null, 0, 0.0005, 0.0015, 99.5, 100, 100.00000000000001, 100.5, 241.25, 1_000_000];

    readonly string[] names;
    readonly double?[] lengths;

    public Words(Random random)
    {
        names = [.. random.GetItems(All, 2 + random.Next(5)), "a"];
        lengths = [.. random.GetItems(AllLengths, 1 + random.Next(5)), 100];
    }

    /// <summary>A title or an artist's name.</summary>
    public string Name(Random random) => Pick(random, names);

    /// <summary>A length as JSON.</summary>
    public string Length(Random random) => Json(Pick(random, lengths));

    /// <summary>One of some values.</summary>
    public static T Pick<T>(Random random, params ReadOnlySpan<T> values) => values[random.Next(values.Length)];

    /// <summary>A text as JSON.</summary>
    public static string Json(string? text) => JsonSerializer.Serialize(text);

    /// <summary>A number as JSON.</summary>
    public static string Json(double? number) => number?.ToString("R", CultureInfo.InvariantCulture) ?? "null";
}
