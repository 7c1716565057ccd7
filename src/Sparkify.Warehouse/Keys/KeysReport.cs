using Sparkify.Warehouse.Engines.Contract;

namespace Sparkify.Warehouse.Keys;

/// <summary>The result of <c>keys</c>: what was counted, what was modelled from it, and the recommendation. Bytes are uncompressed.</summary>
/// <param name="Target">The warehouse.</param>
/// <param name="Hash">The hash function that replaces the engine's own.</param>
/// <param name="SlicesPerNode">The assumed number of slices per node.</param>
/// <param name="Tables">Counted: each table, for each candidate for its distribution key.</param>
/// <param name="Presets">Modelled: each preset, for each number of slices, with today's data and with multiples of it.</param>
/// <param name="Swaps">Modelled: the recommended preset with one table on another key, with today's data and the recommendation's slices.</param>
/// <param name="Recommendation">The recommended preset, and why.</param>
/// <param name="Stored">The engine's own figures for the tables; null if it has no slices.</param>
public sealed record KeysReport(
    string Target, string Hash, int SlicesPerNode, IReadOnlyList<TableFigures> Tables, IReadOnlyList<PresetFigures> Presets,
    IReadOnlyList<SwapFigures> Swaps, Recommendation Recommendation, IReadOnlyList<StoredComparison>? Stored);

/// <summary>A table that was counted.</summary>
public sealed record TableFigures(string Table, long Rows, long Bytes, IReadOnlyList<CandidateFigures> Candidates);

/// <summary>A candidate for a distribution key. <c>Values</c> is an estimate; <c>HeaviestRows</c> have the value <c>HeaviestValue</c>, or several values (null).</summary>
public sealed record CandidateFigures(string Column, long Values, long NullRows, string? HeaviestValue, long HeaviestRows, IReadOnlyList<SpreadFigures> Spreads);

/// <summary>Rows and bytes by slice.</summary>
public sealed record SpreadFigures(int Slices, int Used, double MaxOverMean, double BytesMaxOverMean, IReadOnlyList<long> Rows, IReadOnlyList<long> Bytes);

/// <summary>A preset with a number of slices and a multiple of today's data. Bytes are the sums over one run of each standard report.</summary>
public sealed record PresetFigures(
    string Preset, int Growth, int Slices, int Nodes, int Joins, int JoinsColocated, long BytesMoved, long BusiestSliceBytes,
    IReadOnlyList<PlacementFigures> Tables, IReadOnlyList<ReportFigures> Reports);

/// <summary>A table under a preset. Where the keys leave the choice to the engine, <c>Style</c> is what the model assumes.</summary>
public sealed record PlacementFigures(string Table, string Distribution, string Style, long Rows, int Used, double MaxOverMean, OneDayFigures? OneDay);

/// <summary>The blocks that a query on one day reads.</summary>
public sealed record OneDayFigures(string? SortKey, long Blocks, double BlocksRead, double SkippedShare);

/// <summary>A standard report under a preset.</summary>
public sealed record ReportFigures(string Report, long BytesMoved, long BusiestSliceBytes, IReadOnlyList<JoinFigures> Joins);

/// <summary>A join of a report under a preset.</summary>
public sealed record JoinFigures(string Join, bool Colocated, string Movement, long Bytes);

/// <summary>The recommended preset with one table on another key.</summary>
public sealed record SwapFigures(string Table, string Column, double MaxOverMean, int JoinsColocated, long BytesMoved, long BusiestSliceBytes);

/// <summary>The recommended preset for a number of slices, and the reasons, in sentences with figures.</summary>
public sealed record Recommendation(string Preset, int Slices, IReadOnlyList<string> Reasons);

/// <summary>The engine's own figures for a table, the preset whose distribution it has (null: none), and the model's ratio for that preset.</summary>
public sealed record StoredComparison(StoredTable Stored, string? Preset, double? ModelMaxOverMin);
