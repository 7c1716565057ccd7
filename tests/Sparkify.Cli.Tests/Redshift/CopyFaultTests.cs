using System.IO.Compression;
using Sparkify.Cli.Tests.Contract;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Cli.Tests.Redshift;

/// <summary>What can go wrong between the stage and the commit: nothing is lost, nothing doubled, and the message says what it was.</summary>
public sealed class CopyFaultTests : StandInScene
{
    public CopyFaultTests()
    {
        WriteDay(1);
        Load();
        WriteDay(2);
    }

    [Fact]
    public void A_copy_that_reports_fewer_rows_than_were_staged_is_not_kept()
    {
        Standing.MissRows(1);
        var error = Assert.Throws<WarehouseException>(() => Load());
        Assert.Contains($"COPY reports {EventsADay - 1} rows in backroom.staging_events, where {EventsADay} were staged", error.Message, StringComparison.Ordinal);
        AssertNothingChangedThenMend();
    }

    [Fact]
    public void A_row_that_copy_refuses_is_reported_with_file_line_column_and_value()
    {
        RedshiftStandIn.Shared.Server.Administer(Place.Database!, "alter table backroom.rejects alter column found type varchar(20)");
        Scratch.Write("logs/2018-11-02-events.json", Day(2) + Day(3).Replace("\"page\":\"Home\"", "\"page\":7", StringComparison.Ordinal).Replace("\"level\":\"free\"", "\"level\":[\"said \\\"yes\\\", and more\"]", StringComparison.Ordinal));
        var run = RunEtl();
        run.Expect(1);
        Assert.Contains("COPY could not take backroom.rejects from s3://", run.Error, StringComparison.Ordinal);
        Assert.Contains("value too long for type character varying(20), in s3://", run.Error, StringComparison.Ordinal);
        Assert.Contains($"/0000.csv.gz, line 1 (line {EventsADay + 1} of the source with file_id 2), column found, value \"", run.Error, StringComparison.Ordinal);
        Assert.Equal(EventsADay, Events());
        RedshiftStandIn.Shared.Server.Administer(Place.Database!, "alter table backroom.rejects alter column found type varchar(1024)");
        RunEtl().Expect(0);
        Assert.Equal(2 * EventsADay, Events());
    }

    [Fact]
    public void A_staged_object_that_is_gone_stops_the_load()
    {
        Standing.BeforeCopy = copy => TestWarehouse.Stage.Delete(First(copy));
        var error = Assert.Throws<WarehouseException>(() => Load());
        Assert.Contains("COPY could not take backroom.staging_events", error.Message, StringComparison.Ordinal);
        Assert.Contains("S3ServiceException", error.Message, StringComparison.Ordinal);
        AssertNothingChangedThenMend();
    }

    [Fact]
    public void A_staged_object_that_was_cut_short_stops_the_load()
    {
        Standing.BeforeCopy = copy => TestWarehouse.Stage.Put(First(copy), new byte[] { 1, 2, 3 });
        Assert.Contains("COPY could not take backroom.staging_events", Assert.Throws<WarehouseException>(() => Load()).Message, StringComparison.Ordinal);
        AssertNothingChangedThenMend();
    }

    [Fact]
    public void A_staged_object_that_somebody_altered_is_noticed_though_as_many_rows_came_in()
    {
        Standing.BeforeCopy = copy =>
        {
            using var altered = new MemoryStream();
            using (var gzip = new GZipStream(altered, CompressionLevel.Fastest, leaveOpen: true))
            using (var original = new GZipStream(new MemoryStream(TestWarehouse.Stage.Get(First(copy))), CompressionMode.Decompress))
            using (var text = new StreamReader(original))
                gzip.Write(System.Text.Encoding.UTF8.GetBytes(text.ReadToEnd().Replace("Someone", "Nobody!", StringComparison.Ordinal)));
            TestWarehouse.Stage.Put(First(copy), altered.ToArray());
        };
        var error = Assert.Throws<WarehouseException>(() => Load());
        Assert.Contains("1 of 1 staged objects have changed since they were written", error.Message, StringComparison.Ordinal);
        AssertNothingChangedThenMend();
    }

    [Fact]
    public void A_publish_that_cannot_be_put_in_order_with_others_is_run_again_as_a_whole()
    {
        Standing.FailToSerialize(2);
        Assert.True(Load().Published);
        Assert.Equal(2 * EventsADay, Events());
        AssertMended();
    }

    [Fact]
    public void A_publish_that_can_never_be_put_in_order_is_given_up_and_taken_up_by_the_next_load()
    {
        Standing.FailToSerialize(100);
        var error = Assert.Throws<WarehouseException>(() => Load());
        Assert.Contains("1023", error.Message, StringComparison.Ordinal);
        Assert.Equal(EventsADay, Events());
        Standing.FailToSerialize(0);
        Assert.True(Load().Published);
        AssertMended();
    }

    [Theory]
    [InlineData("before the copy")]
    [InlineData("behind the copy")]
    [InlineData("before the commit")]
    public void A_load_that_is_killed_there_is_completed_by_the_next_one(string moment)
    {
        System.Diagnostics.Process? load = null;
        void Kill()
        {
            // The process is known a moment after it has begun.
            SpinWait.SpinUntil(() => load is not null);
            load!.Kill();
            load.WaitForExit();
        }

        switch (moment)
        {
            case "before the copy": Standing.BeforeCopy = _ => Kill(); break;
            case "behind the copy": Standing.AfterCopy = Kill; break;
            default: Standing.BeforePublish = _ => Kill(); break;
        }
        load = Product.Start(["etl", "--logs", Logs, "--songs", Songs, "--quiet", .. Place.Options]);
        using (load)
            Assert.True(load.WaitForExit(TimeSpan.FromMinutes(5)));
        (Standing.BeforeCopy, Standing.AfterCopy, Standing.BeforePublish) = (null, null, null);
        RunEtl().Expect(0);
        Assert.Equal(2 * EventsADay, Events());
        AssertMended();
    }

    void AssertNothingChangedThenMend()
    {
        Assert.Equal(EventsADay, Events());
        Standing.BeforeCopy = null;
        Assert.True(Load().Published);
        Assert.Equal(2 * EventsADay, Events());
        AssertMended();
    }

    static string First(CopyStatement copy) => copy.Key.Replace("manifest", "0000.csv.gz", StringComparison.Ordinal);
}
