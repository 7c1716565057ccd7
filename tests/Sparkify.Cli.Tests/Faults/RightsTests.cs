namespace Sparkify.Cli.Tests.Faults;

/// <summary>What the command may not read or write, as an ordinary user: root may do everything.</summary>
public sealed class RightsTests : FaultScene
{
    const UnixFileMode Everybody = (UnixFileMode)0b111_111_111;

    public RightsTests()
    {
        foreach (var folder in new[] { Scratch.Path, Logs, Songs, Directory.CreateDirectory(Scratch.In("shared")).FullName })
            SetMode(folder, Everybody);
    }

    string SharedTarget => $"duckdb:{Scratch.In("shared/warehouse")}";

    [Fact]
    public void A_source_that_cannot_be_listed_ends_with_1_before_anything_is_created()
    {
        WriteDay(1);
        SetMode(Logs, UnixFileMode.None);
        AssertFailed(EtlWithoutRights(), 1, Logs, "may not list the folder", "Make it readable");
        Assert.False(Path.Exists(Scratch.In("shared/warehouse")));
        SetMode(Logs, Everybody);
    }

    [Fact]
    public void An_unlistable_folder_is_an_error_on_it_alone_and_is_loaded_once_it_can_be_listed()
    {
        WriteDay(1);
        var locked = Directory.CreateDirectory(Scratch.In("logs/2018")).FullName;
        Scratch.Write("logs/2018/b.json", Day(2));
        SetMode(locked, UnixFileMode.None);
        Assert.Contains($"File not read: {locked}/: The folder cannot be listed", EtlWithoutRights().Expect(3).Output, StringComparison.Ordinal);
        Assert.Equal("3", Ask("select count(*) from page_events"));
        SetMode(locked, Everybody);
        EtlWithoutRights().Expect(0);
        Assert.Equal("6", Ask("select count(*) from page_events"));
        SetMode(locked, UnixFileMode.None);
        // What it brought stays.
        EtlWithoutRights().Expect(3);
        Assert.Equal("6", Ask("select count(*) from page_events"));
        SetMode(locked, Everybody);
    }

    [Fact]
    public void An_unreadable_file_is_an_error_on_it_alone_and_is_loaded_once_it_can_be_read()
    {
        WriteDay(1);
        var locked = WriteDay(2);
        SetMode(locked, UnixFileMode.None);
        var run = EtlWithoutRights().Expect(3);
        Assert.Contains($"File not read: {locked}", run.Output, StringComparison.Ordinal);
        Assert.Equal("3", Ask("select count(*) from page_events"));
        var files = Product.RunWithoutRights("status", "--files", "--target", SharedTarget, "--json").Expect(0).Json();
        var file = files.EnumerateArray().Single(file => file.GetProperty("file").GetString() == locked);
        Assert.Equal(("failed", 0), (file.GetProperty("state").GetString(), file.GetProperty("read").GetInt64()));

        SetMode(locked, Everybody);
        EtlWithoutRights().Expect(0);
        Assert.Equal("6", Ask("select count(*) from page_events"));
    }

    [Fact]
    public void A_target_that_cannot_be_written_ends_with_1()
    {
        WriteDay(1);
        var owned = Directory.CreateDirectory(Scratch.In("owned")).FullName;
        SetMode(owned, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        AssertFailed(Product.RunWithoutRights("etl", "--logs", Logs, "--target", $"duckdb:{owned}/warehouse"), 1, owned, "--target");
        AssertFailed(Product.RunWithoutRights("create-tables", "--target", $"duckdb:{owned}/warehouse"), 1, owned, "--target");
        Assert.Empty(Directory.EnumerateFileSystemEntries(owned));
    }

    [Fact]
    public void Another_users_warehouse_may_be_queried_and_not_loaded()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Two users are needed, and only root can be both.");
        LoadFirstDay();
        var before = Shown();
        WriteDay(2);
        AssertFailed(Product.RunWithoutRights("etl", "--logs", Logs, "--target", Target), 1, Scratch.In("warehouse"), "Run as its owner");
        Assert.Equal(before, Shown());
        Product.RunWithoutRights("query", "select count(*) from songplays", "--target", Target).Expect(0);
        AssertFailed(Product.RunWithoutRights("rejects", "--target", Target), 1, "backroom");
    }

    ProductRun EtlWithoutRights() => Product.RunWithoutRights("etl", "--logs", Logs, "--songs", Songs, "--target", SharedTarget, "--quiet");

    string Ask(string sql) => Product.RunWithoutRights("query", sql, "--target", SharedTarget, "--format", "csv").Expect(0).Output.TrimEnd().Split('\n')[^1].TrimEnd();

    static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, mode);
    }
}
