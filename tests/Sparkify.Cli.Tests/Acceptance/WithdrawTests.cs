namespace Sparkify.Cli.Tests.Acceptance;

/// <summary><c>withdraw</c> (R4): files leave with their rows, in a publish like any other.</summary>
public sealed class WithdrawTests : WithdrawScene
{
    [Fact]
    public void A_withdrawn_file_leaves_with_its_rows()
    {
        var second = WriteDay(2);
        Scratch.Write("logs/2018-11-03-events.json", Day(3) + "no JSON\n");
        LoadFirstDay();

        var report = Withdraw(second, "2018-11-03-events.json", "--json").Expect(0).Json();

        Assert.True(Published(report));
        Assert.Equal((2, 2, 13), (Number(report, "load_id"), Number(report, "files", "withdrawn"), Number(report, "rows", "left")));
        Assert.Equal(3, Number(report, "tables", "songplays"));
        Assert.Equal(0, Ledger("select count(*) from backroom.staging_events where file_id not in (select file_id from backroom.files where state = 'taken')"));
        Assert.Equal(0, Ledger("select count(*) from backroom.rejects"));
        Assert.Equal(0, Ledger("select count(*) from backroom.discarded_files"));
        Assert.Equal(("withdrawn", "withdrawn", "taken"), (FileStates()["2018-11-02-events.json"], FileStates()["2018-11-03-events.json"], FileStates()["2018-11-01-events.json"]));
        AssertAsFresh(second, Scratch.In("logs/2018-11-03-events.json"));
    }

    [Fact]
    public void Nothing_of_a_listener_stays_who_was_in_withdrawn_files_alone()
    {
        Scratch.Write("logs/a.json", Event(0, "Nowhere").Replace("\"level\"", "\"firstName\":\"Ilse\",\"level\"", StringComparison.Ordinal));
        LoadFirstDay();
        Assert.Equal(1, Ledger("select count(*) from backroom.staging_events_listener where first_name = 'Ilse' and location = 'Nowhere'"));

        Withdraw("a.json").Expect(0);

        Assert.Equal(0, Ledger("select count(*) from backroom.staging_events_listener where first_name = 'Ilse'"));
        Assert.Equal(0, Ledger("select count(*) from backroom.staging_events_listener where listener_number not in (select listener_number from backroom.staging_events_rows)"));
        Assert.Equal(0, Ledger("select count(*) from backroom.staging_events_request where request_number not in (select request_number from backroom.staging_events_rows)"));
    }

    [Fact]
    public void A_withdrawal_is_a_load_that_took_in_nothing()
    {
        WriteDay(2);
        LoadFirstDay();
        Withdraw("2018-11-02-events.json").Expect(0);

        Assert.Equal("2,0,0,0", string.Join(',', Product.Table(Target, "select load_id, files, rows_read, rows_accepted from load_history order by 1 desc limit 1")[1]));
        var status = Product.Run("status", "--target", Target).Expect(0).Output;
        Assert.Contains("withdraw published", status, StringComparison.Ordinal);
    }

    [Fact]
    public void No_earlier_content_returns()
    {
        var file = Scratch.Write("logs/a.json", Event(0, "First") + Event(1, "First"));
        Load();
        File.WriteAllText(file, Event(0, "Second"));
        Load();

        var report = Withdraw(file, "--json").Expect(0).Json();

        Assert.Equal((1, 0), (Number(report, "rows", "left"), Number(report, "tables", "page_events")));
        Assert.Equal(1, Ledger("select count(*) from backroom.files"));
    }

    [Fact]
    public void A_withdrawn_file_is_skipped_until_it_changes()
    {
        var file = Scratch.Write("logs/a.json", Event(0) + Event(1));
        Load();
        Withdraw(file).Expect(0);

        var next = Load();
        Assert.False(Published(next));
        Assert.Equal((0, 1), (Number(next, "files", "taken"), Number(next, "files", "skipped")));
        File.SetLastWriteTimeUtc(file, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Assert.False(Published(Load()));

        File.AppendAllText(file, Event(2));
        Assert.Equal(3, Number(Load(), "tables", "page_events"));
        Assert.Equal("taken", FileStates()["a.json"]);
        AssertAsFresh();
    }

    [Fact]
    public void A_duplicate_takes_the_winners_place_when_the_winners_file_is_withdrawn()
    {
        Scratch.Write("logs/a.json", Event(0, "A") + Event(0, "A"));
        var winner = Scratch.Write("logs/b.json", Event(0, "B"));
        Load();
        Assert.Equal("B", Product.Ask(Target, "select location from page_events"));

        Withdraw(winner).Expect(0);

        Assert.Equal("A", Product.Ask(Target, "select location from page_events"));
        AssertAsFresh(winner);
    }

    [Fact]
    public void With_a_load_the_files_leave_whose_present_content_it_took()
    {
        var (a, b) = (Scratch.Write("logs/a.json", Event(0)), Scratch.Write("logs/b.json", Event(1)));
        Load();
        File.AppendAllText(a, Event(2));
        var c = Scratch.Write("logs/c.json", Event(3));
        Load();

        var first = Withdraw("--load", "1", "--json").Expect(0).Json();
        Assert.Equal(b, Assert.Single(first.GetProperty("withdrawn").EnumerateArray()).GetProperty("file").GetString());
        var second = Withdraw("--load", "2", "--json").Expect(0).Json();
        Assert.Equal([a, c], second.GetProperty("withdrawn").EnumerateArray().Select(file => file.GetProperty("file").GetString()!));
        Assert.Equal(0, Count("page_events"));
        var again = Withdraw("--load", "2", "--json").Expect(0).Json();
        Assert.False(Published(again));
        Assert.Equal((4, 2), (Number(again, "load_id"), Number(again, "files", "already_withdrawn")));
        AssertFailed(Withdraw("--load", "99"), 2, "no load 99", "sparkify status");
    }

    [Fact]
    public void A_file_that_has_vanished_can_be_withdrawn()
    {
        var file = Scratch.Write("logs/a.json", Event(0));
        Load();
        File.Delete(file);

        Product.RunIn(Logs, "withdraw", "./a.json", "--target", Target).Expect(0);

        Assert.Equal(0, Count("page_events"));
    }

    [Fact]
    public void Withdrawing_a_file_again_says_so_and_publishes_nothing()
    {
        var file = Scratch.Write("logs/a.json", Event(0));
        Load();
        Withdraw(file).Expect(0);

        var again = Withdraw(file).Expect(0);

        Assert.Contains("nothing to withdraw. The front room still shows load 2", again.Output, StringComparison.Ordinal);
        Assert.Contains($"already withdrawn {file}", again.Output, StringComparison.Ordinal);
        Assert.Equal(2, Count("load_history"));
    }

    [Theory]
    [InlineData("nowhere.json", "nowhere.json is in the ledger", "status --files")]
    [InlineData("same.json", "the end of 2 paths", "more of the path")]
    [InlineData("ame.json", "ame.json is in the ledger", "status --files")]
    [InlineData("", "FILE is empty", "--help")]
    public void A_file_that_is_unknown_or_one_of_several_changes_nothing(string name, string what, string then)
    {
        var good = Scratch.Write("logs/good.json", Event(2));
        Scratch.Write("logs/x/same.json", Event(0));
        Scratch.Write("logs/y/same.json", Event(1));
        Load();
        var before = Shown();

        AssertFailed(Withdraw(good, name), 2, what, then);
        AssertFailed(Withdraw(good, name, "--dry-run"), 2, what, then);

        Assert.Equal(before, Shown());
        Assert.Equal(["taken"], FileStatesOfAll().Distinct());
    }

    [Fact]
    public void A_dry_run_says_what_would_leave_and_changes_nothing()
    {
        var file = WriteDay(2);
        var before = LoadFirstDay();

        var run = Withdraw(file, "--dry-run").Expect(0);
        var document = Withdraw(file, "--dry-run", "--json").Expect(0).Json();

        Assert.Contains("Would withdraw 1 file with 6 rows.", run.Output, StringComparison.Ordinal);
        Assert.Contains($"{file}  6 rows", run.Output, StringComparison.Ordinal);
        Assert.Contains("Nothing was changed.", run.Output, StringComparison.Ordinal);
        Assert.Equal((1, 6), (Number(document, "files", "withdrawn"), Number(document, "rows", "left")));
        Assert.Equal(before, Shown());
        Assert.Equal("taken", FileStates()["2018-11-02-events.json"]);
    }

    [Fact]
    public void What_a_stopped_load_had_read_of_a_file_leaves_with_it_and_other_files_wait_for_the_next_load()
    {
        var file = Scratch.Write("logs/a.json", Event(0));
        Scratch.Write("logs/c.json", Event(5));
        Load();
        File.AppendAllText(file, Event(1));
        Scratch.Write("logs/b.json", Event(2) + Event(3));
        Load();
        // As a load leaves them that was killed before it settled.
        ChangeLedger("""
            update backroom.files set state = 'pending' where load_id = 2;
            insert into backroom.files select 1, source, uri, 'taken', 1, 'x', null, 1, 0, 0, 0, null from backroom.files where uri like '%/a.json';
            update backroom.loads set state = 'interrupted', published_at = null where load_id = 2
            """);

        Withdraw(file).Expect(0);

        Assert.Equal(("withdrawn", "pending"), (FileStates()["a.json"], FileStates()["b.json"]));
        Assert.Equal(1, Ledger("select count(*) from backroom.files where uri like '%/a.json'"));
        Assert.Equal(1, Count("page_events"));
        var next = Load();
        Assert.Equal((2, 3), (Number(next, "rows", "read"), Number(next, "tables", "page_events")));
        AssertAsFresh(file);
    }

    [Fact]
    public void Pending_rows_leave_and_the_file_stays_out()
    {
        LoadFirstDay();
        var file = Scratch.Write("logs/a.json", Event(0) + Event(1));
        Load();
        ChangeLedger("update backroom.files set state = 'pending' where load_id = 2; update backroom.loads set state = 'interrupted', published_at = null where load_id = 2");

        var report = Withdraw("--load", "2", "--json").Expect(0).Json();

        Assert.Equal((0, 2), (Number(report, "rows", "left"), Number(report, "rows", "pending_left")));
        Assert.Equal(0, Ledger($"select count(*) from backroom.staging_events s join backroom.files f on f.file_id = s.file_id where f.uri = '{file}'"));
        Assert.False(Published(Load()));
    }

    [Fact]
    public void A_refused_file_that_is_withdrawn_no_longer_stops_loads()
    {
        LoadFirstDay();
        Scratch.Write("logs/bad.json", string.Concat(Enumerable.Repeat("no JSON\n", 30)));
        WriteDay(2);
        AssertFailed(Etl(), 3, "30 of 36 rows are rejects");

        Withdraw("bad.json").Expect(0);

        Assert.Equal(6, Number(Load(), "rows", "read"));
        Assert.Equal("withdrawn", FileStates()["bad.json"]);
        AssertAsFresh(Scratch.In("logs/bad.json"));
    }

    [Theory]
    [InlineData]
    [InlineData("a.json", "--load", "1")]
    [InlineData("--load", "one")]
    public void A_call_that_names_no_files_or_both_ends_with_2(params string[] arguments) => AssertFailed(Withdraw(arguments), 2, "withdraw --help");

    [Fact]
    public void Without_a_warehouse_there_is_nothing_to_withdraw_and_none_is_made()
    {
        AssertFailed(Withdraw("a.json"), 1, "There is no warehouse at");
        Assert.False(Directory.Exists(Scratch.In("warehouse")));
    }

    IEnumerable<string> FileStatesOfAll() =>
        Product.Run("status", "--files", "--target", Target, "--json").Expect(0).Json().EnumerateArray().Select(file => file.GetProperty("state").GetString()!);
}
