using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Tests.Model;

public sealed class KeyPresetTests
{
    /// <summary>The documented design: distribution and sort key of each table of the front room.</summary>
    [Theory]
    [InlineData("songplays", "key(level)", "start_time")]
    [InlineData("users", "key(level)", "user_id")]
    [InlineData("songs", "key(artist_id)", "song_id")]
    [InlineData("artists", "auto", "artist_id")]
    [InlineData("time", "key(year)", "start_time")]
    [InlineData("user_levels", "auto", "user_id")]
    [InlineData("page_events", "key(level)", "start_time")]
    [InlineData("load_history", "auto", "load_id")]
    public void The_default_is_the_documented_design(string table, string distribution, string sortKey)
    {
        var keys = SparkifyWarehouse.KeyPresets[0][SparkifyWarehouse.Find(table)!];
        Assert.Equal((distribution, sortKey), (keys.Distribution, string.Join(", ", keys.SortKey)));
    }

    [Fact]
    public void Every_preset_names_every_table_and_columns_that_it_has()
    {
        foreach (var preset in SparkifyWarehouse.KeyPresets)
        {
            Assert.Equal(SparkifyWarehouse.Tables.Select(table => table.FullName).Order(), preset.Tables.Keys.Order());
            foreach (var table in SparkifyWarehouse.Tables)
            {
                Assert.Equal(preset[table].Style == DistributionStyle.Key, preset[table].DistributionKey is not null);
                foreach (var column in preset[table].SortKey.Append(preset[table].DistributionKey).OfType<string>())
                    Assert.Equal(column, table[column].Name);
            }
        }
    }

    [Fact]
    public void No_preset_distributes_by_a_column_that_may_be_null()
    {
        foreach (var preset in SparkifyWarehouse.KeyPresets)
            foreach (var table in SparkifyWarehouse.Tables)
                if (preset[table].DistributionKey is { } key)
                    Assert.True(table[key].IsRequired, $"{preset.Name}: all rows of {table.FullName} without {key} would lie on one slice.");
    }

    [Fact]
    public void A_table_missing_from_a_preset_is_named()
    {
        var forgetful = new KeyPreset("forgetful", "", new Dictionary<string, TableKeys>());
        Assert.Contains("frontroom.songs", Assert.Throws<ArgumentException>(() => forgetful[SparkifyWarehouse.Songs]).Message, StringComparison.Ordinal);
    }
}
