using System.Text.Json;
using Sparkify.Simulator;

namespace Sparkify.Cli.Tests.Acceptance;

/// <summary>A service with known defects: the simulator's own list says, row by row, what a load must make of it.</summary>
public sealed class MessyServiceTests : IDisposable
{
    readonly ScratchFolder scratch = new();

    public void Dispose() => scratch.Dispose();

    [Theory]
    [InlineData(5UL)]
    [InlineData(11UL)]
    public void Every_defect_is_found_where_it_was_put_and_nothing_else(ulong seed)
    {
        var service = Simulation.Write(new SimulationOptions { Mess = true, Days = 10, Listeners = 60, Songs = 200, Seed = seed }, scratch.In("service"), cancellation: TestContext.Current.CancellationToken);
        var report = Product.Run("etl", "--logs", service.LogFolder, "--songs", service.SongFolder, "--target", scratch.Target, "--json").Expect(3).Json();

        var rejects = service.Defects.Where(defect => IsReject(defect.Effect)).ToList();
        var rows = report.GetProperty("rows");
        Assert.Equal(rejects.Count, rows.GetProperty("rejected").GetInt64());
        Assert.Equal(service.Defects.Count(defect => defect.Effect is "duplicate" or "corrected"), rows.GetProperty("duplicate").GetInt64());
        Assert.Equal(service.Defects.Count(defect => defect.Effect == "corrected"), rows.GetProperty("corrected").GetInt64());
        Assert.Equal(service.RepairedRows, rows.GetProperty("repaired").GetInt64());
        Assert.Equal(rows.GetProperty("read").GetInt64(), rows.GetProperty("accepted").GetInt64() + rows.GetProperty("duplicate").GetInt64() + rows.GetProperty("rejected").GetInt64());
        Assert.Equal(service.Defects.Count(defect => defect.Effect == "unreadable"), report.GetProperty("files").GetProperty("failed").GetInt64());

        var tables = report.GetProperty("tables");
        Assert.Equal(service.Events, tables.GetProperty("songplays").GetInt64() + tables.GetProperty("page_events").GetInt64());
        Assert.Equal(service.Plays, tables.GetProperty("songplays").GetInt64());
        Assert.Equal(service.ExactPlays, long.Parse(Product.Ask(scratch.Target, "select count(*) from songplays where match_rule = 'exact'")));
        Assert.Equal(service.TitleArtistPlays, long.Parse(Product.Ask(scratch.Target, "select count(*) from songplays where match_rule = 'title_artist'")));

        var kept = Product.Run("rejects", "--target", scratch.Target, "--json").Expect(0).Json().EnumerateArray()
            .Select(reject => (Path.GetRelativePath(scratch.In("service"), Text(reject, "file")), reject.GetProperty("line").GetInt64(), Text(reject, "reason")));
        Assert.Equal(rejects.Select(defect => (defect.File, defect.Line, defect.Effect)).Order(), kept.Order());

        var accounts = Product.Run("status", "--files", "--target", scratch.Target, "--json").Expect(0).Json().EnumerateArray().ToList();
        Assert.Equal(service.EventFiles + service.SongFiles + 1, accounts.Count);
        foreach (var account in accounts)
        {
            var file = Path.GetRelativePath(scratch.In("service"), Text(account, "file"));
            var defects = service.Defects.Where(defect => defect.File == file).ToList();
            Assert.Equal(defects.Count(defect => IsReject(defect.Effect)), account.GetProperty("rejected").GetInt64());
            Assert.Equal(defects.Count(defect => defect.Effect is "duplicate" or "corrected"), account.GetProperty("duplicate").GetInt64());
            Assert.Equal(defects.Exists(defect => defect.Effect == "unreadable") ? "failed" : "taken", Text(account, "state"));
        }
        Product.Run("check", "--target", scratch.Target).Expect(0);
    }

    [Fact]
    public void An_unknown_field_is_reported_once_with_its_count_and_first_place()
    {
        const string line = """{"itemInSession":0,"level":"free","page":"Home","sessionId":1,"ts":1541106106796,"mood":"ITEM"}""";
        var file = scratch.Write("logs/a.json", line.Replace("\"mood\"", "\"page2\"", StringComparison.Ordinal) + "\n" + line.Replace(":0,", ":1,", StringComparison.Ordinal) + "\n" + line.Replace(":0,", ":2,", StringComparison.Ordinal));
        var warnings = Product.Run("etl", "--logs", scratch.In("logs"), "--target", scratch.Target, "--json").Expect(0).Json().GetProperty("warnings").EnumerateArray().Select(warning => warning.GetString()!).ToList();
        Assert.Equal(2, warnings.Count);
        Assert.Contains(warnings, warning => warning.Contains("mood", StringComparison.Ordinal) && warning.Contains("in 2 rows", StringComparison.Ordinal) && warning.Contains(file + ":2", StringComparison.Ordinal));
        Assert.Contains(warnings, warning => warning.Contains("page2", StringComparison.Ordinal) && warning.Contains(file + ":1", StringComparison.Ordinal));
    }

    static bool IsReject(string effect) => effect is not ("duplicate" or "corrected" or "unreadable" or "repaired" or "none");

    static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
