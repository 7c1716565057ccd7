using Npgsql;
using Sparkify.Cli.Tests.Contract;
using Sparkify.Warehouse.Engines.Servers.Redshift;
using Sparkify.Warehouse.Engines.Servers.Redshift.Stage;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Model;
using Sparkify.Warehouse.Rows;
using Sparkify.Warehouse.Tests.Engines;

namespace Sparkify.Cli.Tests.Redshift;

/// <summary>The bulk path through the stage: what goes in comes out of COPY, at the extremes of every type; and how the stage is cut.</summary>
public sealed class RedshiftBulkLoaderTests : StandInScene
{
    const int Longest = TextLimit.MostBytes;

    static readonly EveryType[] Extremes =
    [
        new(int.MinValue, long.MinValue, double.MinValue, "", 0, 0, false),
        new(int.MaxValue, long.MaxValue, double.MaxValue, "a", 4_102_444_799_999_000, 47_481, true),
        new(0, 0, 2.2250738585072014e-308, "tab\t, quote \" and '' and \\ and \\N and null", 946_684_800_000_000, -1, false),
        new(-1, -1, -0.1, "line\nline\r\n,", 1_541_106_106_796_001, 1, true),
        new(1, 1, 1e-300, " blanks at both ends ", -1, 10_957, null),
        new(null, null, null, null, null, null, null),
        new(7, 1L << 53, 1.7976931348623155e308, new string('x', Longest), 1, 2, true),
        new(8, (1L << 53) + 1, 1.0 / 3, "日本語の\"題名\" 🎵", 999_999, 3, false),
        new(9, 7, 5, "\"", 0, 0, true),
        new(10, 8, 5, "\"\"\n\"", 0, 0, true),
    ];

    readonly RedshiftEngine engine;
    readonly NpgsqlConnection connection;

    public RedshiftBulkLoaderTests()
    {
        engine = (RedshiftEngine)Place.Engine;
        connection = engine.Open("load");
        connection.Execute("create schema backroom");
        var keys = new KeyPreset("test", "in turn", new Dictionary<string, TableKeys> { [EveryType.Table.FullName] = TableKeys.Even() });
        foreach (var statement in new RedshiftDialect(keys).CreateTable(EveryType.Table))
            connection.Execute(statement);
    }

    public override void Dispose()
    {
        connection.Dispose();
        base.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void Every_type_comes_back_as_it_went_in_at_its_extremes()
    {
        Assert.Equal(Extremes.Length, Load(Extremes));
        Assert.Equal(Extremes, Read());
    }

    [Fact]
    public void A_text_that_no_column_holds_is_cut_at_the_end_of_a_character_and_a_number_too_small_for_it_is_zero()
    {
        Load([new(1, 1, double.Epsilon, new string('é', Longest), 0, 0, true), new(2, 2, -double.Epsilon, new string('x', 199_999), 0, 0, true)]);
        var read = Read();
        Assert.Equal(new string('é', Longest / 2), read[0].Words);
        Assert.Equal(Longest, read[1].Words!.Length);
        Assert.Equal((0, 0), (read[0].Real, read[1].Real));
    }

    [Fact]
    public void Nothing_is_staged_of_an_empty_source()
    {
        Assert.Equal(0, Load([]));
        Assert.Empty(TestWarehouse.Stage.Keys(Place.Database!));
    }

    [Fact]
    public void An_error_of_the_source_comes_out_as_it_was_thrown_and_nothing_is_staged()
    {
        var thrown = Assert.Throws<InvalidDataException>(() => new RedshiftBulkLoader(connection, engine, default).Load(new ListedRows<int>(EveryType.Table, Enumerable.Range(0, 50_000), (i, batch) =>
        {
            if (i == 40_000)
                throw new InvalidDataException("line 40000");
            Extremes[0].Write(i, batch);
        })));
        Assert.Equal("line 40000", thrown.Message);
        Assert.Empty(TestWarehouse.Stage.Keys(Place.Database!));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(100, 1)]
    [InlineData(1_800, 3)]
    [InlineData(60_000, 4)]
    public void Rows_are_cut_for_the_slices_and_a_few_are_not_cut_to_crumbs(int rows, int objects)
    {
        Load([.. Enumerable.Range(0, rows).Select(i => new EveryType(i, i, i / 7.0, $"Words of some length, number {i * 7919 % 10_007}, and more of them", i, i % 40_000, true))]);
        var sizes = Sizes();
        Assert.Equal(objects, sizes.Count);
        if (rows > 10_000)
            Assert.True(sizes.Max() <= 1.2 * sizes.Min(), $"Uneven: {string.Join(", ", sizes)}");
        Assert.Equal((long)rows, connection.Scalar("select count(*) from backroom.everything"));
    }

    [Fact]
    public void More_than_a_piece_for_each_slice_may_hold_is_cut_into_a_multiple_of_the_slices()
    {
        var words = new string('w', 60_000);
        var rows = (int)(Place.Slices * (long)RowSpool.MostPieceBytes / words.Length) + 100;
        Load([.. Enumerable.Repeat(new EveryType(1, 1, 1, words, 1, 1, true), rows)]);
        var sizes = Sizes();
        Assert.Equal(2 * Place.Slices, sizes.Count);
        Assert.True(sizes.Max() <= 1.2 * sizes.Min(), $"Uneven: {string.Join(", ", sizes)}");
        Assert.Equal((long)rows, connection.Scalar("select count(*) from backroom.everything"));
    }

    [Fact]
    public void Thousands_of_small_songs_reach_copy_as_one_even_object_a_slice()
    {
        // A full run has as many as the public catalogue that is usually loaded.
        var songs = TestRun.IsFull ? 15_000 : 3_000;
        Parallel.For(0, songs, i =>
        {
            var name = $"TRA{(char)('A' + (i % 26))}{i:D5}";
            Scratch.Write($"songs/{name[2]}/{name[3]}/{name}.json", $$"""{"num_songs":1,"artist_id":"AR{{i % 4_000:D8}}","artist_latitude":{{i % 90}}.5,"artist_longitude":null,"artist_location":"Place {{i % 700}}","artist_name":"Artist number {{i % 4_000}}","song_id":"SO{{i:X12}}","title":"A title that is number {{i * 31L % 15_013}}","duration":{{100 + (i % 300)}}.25,"year":{{1950 + (i % 70)}}}""");
        });
        IReadOnlyList<int> sizes = [];
        Standing.BeforeCopy = copy => sizes = copy.Table == "backroom.staging_songs" ? Sizes() : sizes;
        connection.Execute("drop schema backroom cascade");
        Assert.Equal(songs, Load().Tables["songs"]);
        Assert.Equal(Place.Slices, sizes.Count);
        Assert.True(sizes.Max() <= 1.2 * sizes.Min(), $"Uneven: {string.Join(", ", sizes)}");
        Assert.Single(Standing.Statements, statement => statement.StartsWith("copy backroom.staging_songs", StringComparison.Ordinal));
    }

    long Load(IReadOnlyList<EveryType> cases) => new RedshiftBulkLoader(connection, engine, TestContext.Current.CancellationToken).Load(EveryType.Source(cases));

    List<int> Sizes() => [.. TestWarehouse.Stage.Keys(Place.Database!).Where(key => key.EndsWith(".csv.gz", StringComparison.Ordinal)).Select(key => TestWarehouse.Stage.Get(key).Length)];

    List<EveryType> Read() => connection.Query(
        "select small, large, real, words, cast(extract(epoch from instant) * 1000000 as bigint), day - date '1970-01-01', truth from backroom.everything order by number",
        EveryType.Read);
}
