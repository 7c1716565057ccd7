using Sparkify.Warehouse.Keys;
using Sparkify.Warehouse.Model;
using Sparkify.Warehouse.Reports;

namespace Sparkify.Warehouse.Tests.Keys;

/// <summary>The model of docs/keys.md, on tables whose figures can be calculated by hand.</summary>
public sealed class KeyModelTests
{
    const long MiB = 1 << 20;

    // Eight slices with two per node are four nodes. Plays have 8 MB to read, users 1 MB.
    static readonly TableMeasure Plays = Measured(SparkifyWarehouse.SongPlays, 1000, 8_000_000, ["level", "user_id", "song_id"]);
    static readonly TableMeasure Users = Measured(SparkifyWarehouse.Users, 100, 1_000_000, ["level", "user_id"]);
    static readonly ReportJoin OnUser = ReportJoin.Parse("songplays.user_id = users.user_id")!;
    static readonly IReadOnlyList<ReportRead> Reads = [ReportRead.Parse("songplays (user_id)")!, ReportRead.Parse("users (user_id)")!];

    [Fact]
    public void Two_tables_on_the_column_they_are_joined_on_move_nothing() => AssertCost("DS_DIST_NONE", 0, TableKeys.On("user_id"), TableKeys.On("user_id"));

    [Fact]
    public void A_table_on_every_node_moves_nothing() => AssertCost("DS_DIST_ALL_NONE", 0, TableKeys.On("level"), TableKeys.All());

    [Fact]
    public void The_smaller_side_is_redistributed_when_the_larger_one_is_distributed_by_the_column() => AssertCost("DS_DIST_INNER", 750_000, TableKeys.On("user_id"), TableKeys.On("level"));

    [Fact]
    public void A_small_side_is_copied_to_three_more_nodes_when_neither_side_is_in_place() => AssertCost("DS_BCAST_INNER", 3_000_000, TableKeys.On("level"), TableKeys.On("level"));

    [Fact]
    public void Two_large_sides_are_both_sent_when_copies_would_cost_more()
    {
        var cost = JoinCost.Of(OnUser, Placed(Plays, TableKeys.On("level")), Placed(Users with { ColumnBytes = Only(SparkifyWarehouse.Users, 7_000_000) }, TableKeys.Even()), Reads, 4);
        Assert.Equal(("DS_DIST_BOTH", 11_250_000.0), (cost.Movement, cost.Bytes));
    }

    [Fact]
    public void On_one_node_nothing_leaves_it() => Assert.Equal(0, JoinCost.Of(OnUser, Placed(Plays, TableKeys.On("level")), Placed(Users, TableKeys.On("level")), Reads, 1).Bytes);

    [Fact]
    public void A_key_of_two_values_stays_on_two_slices_at_a_hundred_times_the_data()
    {
        var (today, later) = (new Placement(Plays, TableKeys.On("level"), 8, 1), new Placement(Plays, TableKeys.On("level"), 8, 100));
        Assert.Equal((2, 2), (today.Used, later.Used));
        Assert.Equal(today.MaxOverMean, later.MaxOverMean);
        Assert.Equal(100_000, later.Rows);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(100)]
    public void More_listeners_even_the_slices_out_as_fast_as_the_model_says(int factor)
    {
        // Heavy and light listeners, counted once, and then several times under other ids.
        const int Slices = 16;
        var (few, many) = (Measured(SparkifyWarehouse.SongPlays, 0, 1, []), new KeyCounts("user_id"));
        var counts = new KeyCounts("user_id");
        var rows = 0L;
        for (var user = 0; user < 1000; user++)
        {
            var plays = 1 + user % 40 * (user % 40) / 8;
            rows += plays;
            Add(counts, $"{user}", plays);
            for (var copy = 0; copy < factor; copy++)
                Add(many, $"{user + 1000 * (copy + 1)}", plays);
        }
        few = few with { Rows = rows, Candidates = [counts] };

        var modelled = new Placement(few, TableKeys.On("user_id"), Slices, factor).MaxOverMean - 1;
        var counted = many.Spread(Slices).MaxOverMean - 1;
        Assert.InRange(counted / modelled, 0.4, 2.5);   // two random samples; without the model's square root it would be 0.1 or 0.03
        Assert.InRange(counted / (counts.Spread(Slices).MaxOverMean - 1), 0, 0.7);
    }

    [Fact]
    public void A_day_has_no_more_seconds_at_a_hundred_times_the_data()
    {
        var time = Measured(SparkifyWarehouse.Time, 43_200, 1, []) with { Days = [new(new(2018, 11, 1), 43_200)] };
        Assert.Equal(86_400, new Placement(time, TableKeys.All(), 8, 100).Rows);
    }

    [Fact]
    public void A_table_with_auto_distribution_is_on_every_node_until_spreading_it_takes_no_more_blocks()
    {
        Assert.Equal(DistributionStyle.All, new Placement(Measured(SparkifyWarehouse.Artists, 1, 8 * MiB, []), TableKeys.Auto(), 8, 1).Style);
        Assert.Equal(DistributionStyle.Even, new Placement(Measured(SparkifyWarehouse.Artists, 1, 8 * MiB + 1, []), TableKeys.Auto(), 8, 1).Style);
    }

    [Fact]
    public void In_order_of_time_a_day_reads_only_its_own_blocks()
    {
        // One column of 10 blocks on one slice, ten days with one block each.
        var measure = Measured(SparkifyWarehouse.SongPlays, 100, 10 * MiB, []) with { Days = [.. Enumerable.Range(1, 10).Select(day => new DayRows(new(2018, 11, day), 10))] };
        Assert.Equal(new OneDay("start_time", 10, 1), OneDay.Of(new(measure, TableKeys.All("start_time"), 4, 1)));
        Assert.Equal(new OneDay("user_id", 10, 10), OneDay.Of(new(measure, TableKeys.All("user_id"), 4, 1)));
        Assert.Equal(new OneDay(null, 10, 10), OneDay.Of(new(measure, TableKeys.All(), 4, 1)));
        // On five slices each has two blocks, and a day a fifth of one.
        Assert.Equal(new OneDay("start_time", 10, 5), OneDay.Of(new(measure, TableKeys.Even("start_time"), 5, 1)));
    }

    [Fact]
    public void A_value_is_on_the_slice_of_its_bucket()
    {
        Assert.Equal((0x76e0 * 16 / 65_536, 0xaa2d * 16 / 65_536), (SliceHash.SliceOf("paid", 16), SliceHash.SliceOf("free", 16)));
        Assert.Equal((0, 15), (SliceHash.Slice(0, 16), SliceHash.Slice(65_535, 16)));
    }

    [Fact]
    public void Candidates_come_from_joins_and_presets_and_grow_if_they_identify_something()
    {
        Assert.Equal(["start_time", "user_id", "level", "song_id", "artist_id", "session_id"], KeyCandidates.Of(SparkifyWarehouse.SongPlays).Select(column => column.Name));
        Assert.Equal(["start_time", "year"], KeyCandidates.Of(SparkifyWarehouse.Time).Select(column => column.Name));
        Assert.Empty(KeyCandidates.Of(SparkifyWarehouse.LoadHistory));
        Assert.Equal((true, true, false), (KeyCandidates.Grows(SparkifyWarehouse.SongPlays, "user_id"), KeyCandidates.Grows(SparkifyWarehouse.SongPlays, "session_id"), KeyCandidates.Grows(SparkifyWarehouse.SongPlays, "level")));
    }

    static void AssertCost(string movement, double bytes, TableKeys plays, TableKeys users)
    {
        var cost = JoinCost.Of(OnUser, Placed(Plays, plays), Placed(Users, users), Reads, 4);
        Assert.Equal((movement, bytes), (cost.Movement, cost.Bytes));
    }

    static Placement Placed(TableMeasure measure, TableKeys keys) => new(measure, keys, 8, 1);

    /// <summary>A table whose bytes are all in its user_id, or in its second column, and whose candidates have two values.</summary>
    static TableMeasure Measured(Table table, long rows, long bytes, string[] candidates) =>
        new(table, rows, Only(table, bytes), [.. candidates.Select(column => Counted(column, rows))], []);

    static Dictionary<string, long> Only(Table table, long bytes)
    {
        var filled = table.Columns.FirstOrDefault(column => column.Name == "user_id") ?? table.Columns[1];
        return table.Columns.ToDictionary(column => column.Name, column => column == filled ? bytes : 0L);
    }

    static KeyCounts Counted(string column, long rows)
    {
        var counts = new KeyCounts(column);
        counts.Add("1000", rows / 4, 0, "a", "a");
        counts.Add("9000", rows - rows / 4, 0, "b", "b");
        return counts;
    }

    static void Add(KeyCounts counts, string user, long plays) => counts.Add(SliceHash.SliceOf(user, SliceHash.Buckets).ToString("x4", null), plays, 0, user, user);
}
