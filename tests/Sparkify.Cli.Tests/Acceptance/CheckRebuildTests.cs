namespace Sparkify.Cli.Tests.Acceptance;

/// <summary><c>check --rebuild</c>: the front room is what staging gives, or the rows are shown that are not.</summary>
public sealed class CheckRebuildTests : WithdrawScene
{
    string Frontroom => Scratch.In("warehouse/sparkify.duckdb");

    ProductRun Check(params string[] more) => Product.Run(["check", "--rebuild", "--target", Target, .. more]);

    void LoadTwice()
    {
        WriteDay(2);
        LoadFirstDay();
        WriteDay(3);
        Scratch.Write("logs/z.json", Day(3));
        Load();
        Withdraw("2018-11-02-events.json").Expect(0);
    }

    void ChangeFrontroom(string sql) => Scratch.Change("warehouse/sparkify.duckdb", sql);

    [Fact]
    public void A_front_room_equal_to_its_rebuild_is_reported_as_such_and_left_unchanged()
    {
        LoadTwice();
        var before = File.ReadAllBytes(Frontroom);

        var text = Check().Expect(0).Output;
        var document = Check("--json").Expect(0).Json();

        foreach (var table in new[] { "songplays", "users", "songs", "artists", "time", "user_levels", "page_events" })
        {
            Assert.Contains($"ok      {table}_as_rebuilt", text, StringComparison.Ordinal);
            Assert.Contains(document.GetProperty("checks").EnumerateArray(), check => check.GetProperty("name").GetString() == $"{table}_as_rebuilt");
        }
        Assert.DoesNotContain("load_history_as_rebuilt", text, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(Frontroom));
        AssertNothingLeft();
        Assert.False(Published(Load()));
    }

    [Theory]
    [InlineData("update frontroom.songplays set location = 'Elsewhere' where songplay_id = (select min(songplay_id) from frontroom.songplays)", "songplays", 2, "Elsewhere")]
    [InlineData("delete from frontroom.user_levels where user_id = 6", "user_levels", 1, "6")]
    [InlineData("insert into frontroom.artists values ('ARX', 'Nobody', null, null, null, false)", "artists", 1, "Nobody")]
    [InlineData("insert into frontroom.songs select * from frontroom.songs where song_id = 'SO1'", "songs", 1, "SO1")]
    public void A_row_that_was_changed_by_hand_is_found_and_shown(string change, string table, int differing, string shown)
    {
        LoadTwice();
        ChangeFrontroom(change);

        var text = Check().Expect(3).Output;
        var document = Check("--json").Expect(3).Json();

        Assert.Contains($"FAILED  {table}_as_rebuilt", text, StringComparison.Ordinal);
        Assert.Contains(shown, text, StringComparison.Ordinal);
        var found = document.GetProperty("checks").EnumerateArray().Where(check => check.GetProperty("name").GetString()!.EndsWith("_as_rebuilt", StringComparison.Ordinal) && !check.GetProperty("ok").GetBoolean()).ToList();
        var check = Assert.Single(found);
        Assert.Equal($"{table}_as_rebuilt", check.GetProperty("name").GetString());
        Assert.Equal(differing, check.GetProperty("sample").GetArrayLength());
        Assert.Equal($"{differing}", check.GetProperty("sample")[0].GetProperty("differing_rows").GetString());
        AssertNothingLeft();
    }

    [Fact]
    public void Winners_are_chosen_again_and_not_believed()
    {
        LoadTwice();
        ChangeLedger("delete from backroom.duplicate_events; insert into backroom.duplicate_events select file_id, byte_offset, false from backroom.staging_events where session_id = 1");
        Assert.Contains("FAILED", Product.Run("check", "--target", Target).Expect(3).Output, StringComparison.Ordinal);
        var rebuilt = Check("--json").Expect(3).Json().GetProperty("checks").EnumerateArray().Where(check => check.GetProperty("name").GetString()!.EndsWith("_as_rebuilt", StringComparison.Ordinal));
        Assert.All(rebuilt, check => Assert.True(check.GetProperty("ok").GetBoolean()));
    }

    [Fact]
    public void What_a_killed_rebuild_left_behind_is_removed()
    {
        LoadTwice();
        Scratch.Write("warehouse/backroom/rebuilds/0123/work.duckdb", "half a copy");
        Check().Expect(0);
        AssertNothingLeft();
    }

    void AssertNothingLeft() => Assert.Empty(Directory.EnumerateFileSystemEntries(Scratch.In("warehouse/backroom/rebuilds")));
}
