using Sparkify.Warehouse.Engines;

namespace Sparkify.Warehouse.Keys;

/// <summary>What <c>keys</c> found: what was counted, what the model makes of it, and what it recommends. Bytes are those of values, uncompressed.</summary>
/// <param name="Target">The warehouse.</param>
/// <param name="Hash">The function that stands in for the engine's own.</param>
/// <param name="SlicesPerNode">Slices that a node is taken to have.</param>
/// <param name="Tables">Counted: each table, by each candidate for its distribution key.</param>
/// <param name="Presets">Modelled from that: each preset, at each number of slices, at today's data and at multiples of it.</param>
/// <param name="Swaps">Modelled: the recommended preset with one table on another key, today, at the recommendation's slices.</param>
/// <param name="Recommendation">The preset to choose, and why.</param>
/// <param name="Stored">The tables as they lie on the engine; null where it has no slices.</param>
public sealed record KeysReport(
    string Target, string Hash, int SlicesPerNode, IReadOnlyList<TableFigures> Tables, IReadOnlyList<PresetFigures> Presets,
    IReadOnlyList<SwapFigures> Swaps, Recommendation Recommendation, IReadOnlyList<StoredComparison>? Stored);

/// <summary>A table that was counted.</summary>
public sealed record TableFigures(string Table, long Rows, long Bytes, IReadOnlyList<CandidateFigures> Candidates);

/// <summary>A column that could spread a table's rows. <c>Values</c> is an estimate; <c>HeaviestRows</c> have the value <c>HeaviestValue</c>, or several (null).</summary>
public sealed record CandidateFigures(string Column, long Values, long NullRows, string? HeaviestValue, long HeaviestRows, IReadOnlyList<SpreadFigures> Spreads);

/// <summary>Rows and bytes by slice.</summary>
public sealed record SpreadFigures(int Slices, int Used, double MaxOverMean, double BytesMaxOverMean, IReadOnlyList<long> Rows, IReadOnlyList<long> Bytes);

/// <summary>A preset at a number of slices and a multiple of today's data. Bytes are the sums of one run of each standard report.</summary>
public sealed record PresetFigures(
    string Preset, int Growth, int Slices, int Nodes, int Joins, int JoinsColocated, long BytesMoved, long BusiestSliceBytes,
    IReadOnlyList<PlacementFigures> Tables, IReadOnlyList<ReportFigures> Reports);

/// <summary>A table under a preset. <c>Style</c> is what the model takes the engine to do where the keys leave it the choice.</summary>
public sealed record PlacementFigures(string Table, string Distribution, string Style, long Rows, int Used, double MaxOverMean, OneDayFigures? OneDay);

/// <summary>Blocks that a question about one day reads.</summary>
public sealed record OneDayFigures(string? SortKey, long Blocks, double BlocksRead, double SkippedShare);

/// <summary>A standard report under a preset.</summary>
public sealed record ReportFigures(string Report, long BytesMoved, long BusiestSliceBytes, IReadOnlyList<JoinFigures> Joins);

/// <summary>A join of a report under a preset.</summary>
public sealed record JoinFigures(string Join, bool Colocated, string Movement, long Bytes);

/// <summary>The recommended preset with one table on another key.</summary>
public sealed record SwapFigures(string Table, string Column, double MaxOverMean, int JoinsColocated, long BytesMoved, long BusiestSliceBytes);

/// <summary>The preset to choose at so many slices, and why, in sentences with figures.</summary>
public sealed record Recommendation(string Preset, int Slices, IReadOnlyList<string> Reasons);

/// <summary>A table as it lies on the engine, the preset whose distribution it has (null: none), and what the model says of that.</summary>
public sealed record StoredComparison(StoredTable Stored, string? Preset, double? ModelMaxOverMin);
