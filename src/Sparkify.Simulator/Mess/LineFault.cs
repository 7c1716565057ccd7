using Sparkify.Simulator.Listening;

namespace Sparkify.Simulator.Mess;

/// <summary>A defect for one line of the log.</summary>
/// <param name="Kind">The kind of defect.</param>
/// <param name="Effect">Its effect on a load.</param>
sealed record LineFault(string Kind, string Effect)
{
    const string CorrectedLater = "corrected_later";
    const string DeliveredAgain = "delivered_again";

    /// <summary>The number of each kind, in addition to one of each faulty row.</summary>
    static readonly (string Kind, string Effect, int Count)[] Others =
    [
        ("duplicate_line", "duplicate", 3),
        (DeliveredAgain, "duplicate", 2),
        (CorrectedLater, "corrected", 3),
        ("nul_in_text", "repaired", 2),
        ("unknown_field", "none", 2),
        ("blank_line", "none", 2),
    ];

    /// <summary>The number of the event from which on it may be used.</summary>
    internal int Position { get; init; }

    /// <summary>A line to add after the event's.</summary>
    internal byte[] Inserted { get; private init; } = [];

    internal bool Inserts => Kind == "blank_line" || Inserted.Length > 0;

    internal bool Changes => Kind is "nul_in_text" or "unknown_field";

    internal bool Copies => Kind is "duplicate_line" or DeliveredAgain or CorrectedLater;

    /// <summary>Whether the next day's file gets a line for it.</summary>
    internal bool NeedsTomorrow => Kind is DeliveredAgain or CorrectedLater;

    internal static IEnumerable<LineFault> All(long ts) =>
        FaultyRow.Make(ts).Select(row => new LineFault(row.Kind, row.Reason) { Inserted = row.Bytes })
            .Concat(Others.SelectMany(other => Enumerable.Repeat(new LineFault(other.Kind, other.Effect), other.Count)));

    /// <summary>A NUL is added only where no other repair is counted; a correction needs a location to change.</summary>
    internal bool Suits(in SimulatedEvent e) => Kind switch
    {
        "nul_in_text" => e.IsLoggedIn && e.Page != Page.NextSong,
        CorrectedLater => e.IsLoggedIn,
        _ => true,
    };

    internal byte[] Change(ReadOnlySpan<byte> line) =>
        Kind == "nul_in_text" ? InLocation(line, "\\u0000"u8) : [.. line[..^1], .. ",\"experiment\":\"b\"}"u8];

    internal byte[] Tomorrow(ReadOnlySpan<byte> line) => Kind == CorrectedLater ? InLocation(line, "Greater "u8) : line.ToArray();

    static byte[] InLocation(ReadOnlySpan<byte> line, ReadOnlySpan<byte> text)
    {
        var field = "\"location\":\""u8;
        var at = line.IndexOf(field) + field.Length;
        return [.. line[..at], .. text, .. line[at..]];
    }
}
