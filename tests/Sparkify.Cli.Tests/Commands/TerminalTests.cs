using Sparkify.Cli.Tests.Faults;

namespace Sparkify.Cli.Tests.Commands;

/// <summary>What an operator reads at a terminal or in cron's mail: hints that work as they stand, accounts that say what happened, mistakes that are told.</summary>
public sealed class TerminalTests : FaultScene
{
    [Fact]
    public void Messages_say_what_happened_and_their_hints_can_be_typed()
    {
        LoadFirstDay();
        var config = Scratch.Write("my own.cfg", $"[TARGET]\nENGINE = {Target}\n[S3]\nLOG_DATA = {Logs}\n");
        WriteDay(2);
        var said = Product.Run("etl", "--config", config).Expect(0).Output;
        Assert.Contains("Load 2 published in ", said, StringComparison.Ordinal);
        Assert.Contains($"report top-songs --config '{config}'", said, StringComparison.Ordinal);
        Product.Run("report", "top-songs", "--config", config).Expect(0);

        // Cron hears of what went wrong, and of nothing else.
        var quiet = Etl().Expect(0);
        Assert.Equal(("", ""), (quiet.Output, quiet.Error));
        WriteDay(3);
        Assert.Equal("", Etl().Expect(0).Output);
        var broken = Scratch.Write("logs/broken.json.gz", [0x1f, 0x8b, 1, 2, 3]);
        var failed = Etl().Expect(3).Output;
        Assert.Contains(broken, failed, StringComparison.Ordinal);
        Assert.DoesNotContain("Try:", failed, StringComparison.Ordinal);
        File.Delete(broken);

        Product.Run("withdraw", "2018-11-03-events.json", "--target", Target).Expect(0);
        var status = Product.Run("status", "--target", Target).Expect(0).Output;
        Assert.Contains("withdraw published: 1 file withdrawn with 6 rows.", status, StringComparison.Ordinal);

        Scratch.Write("logs/bad.json", string.Concat(Enumerable.Repeat("no JSON\n", 30)));
        Etl().Expect(3);
        status = Product.Run("status", "--target", Target).Expect(0).Output;
        var refused = status.Split('\n').First(line => line.StartsWith("Last load", StringComparison.Ordinal));
        Assert.Contains("was refused: 30 of ", refused, StringComparison.Ordinal);
        Assert.True(status.IndexOf("Last load", StringComparison.Ordinal) < status.IndexOf("Published", StringComparison.Ordinal), status);
        Assert.DoesNotContain("0 files, 0 rows", status, StringComparison.Ordinal);
        var rejects = Product.Run("rejects", "--target", Target).Expect(0).Output.Split('\n');
        Assert.Equal($"      30 × not_json  {Scratch.In("logs/bad.json")}", rejects[0]);
        Assert.Contains("The first 20 of 30 rejects.", string.Join('\n', rejects), StringComparison.Ordinal);
        Assert.Contains("30 rejects", Product.Run("rejects", "--limit", "100", "--target", Target).Expect(0).Output, StringComparison.Ordinal);

        AssertFailed(Product.Run("rejects", "--load", "99", "--target", Target), 2, "There was no load 99", "status --target");
        AssertFailed(Product.Run("rejects", "--file", "nobody.json", "--target", Target), 2, "The ledger knows no file nobody.json");
        AssertFailed(Product.Run("report", "top-songs", "--level", "gold", "--target", Target), 1, "Nobody has the level \"gold\"", "free");
        AssertFailed(Product.Run("report", "top-songs", "--from", "2018-11-05", "--to", "2018-11-01", "--target", Target), 2, "--from 2018-11-05 is after --to 2018-11-01");
        AssertFailed(Product.Run("report", "top-song", "--target", Target), 2, "There is no report top-song. Did you mean top-songs?");
        AssertFailed(Product.Run("statis"), 2, "sparkify has no command statis. Did you mean status?");
        AssertFailed(Product.Run("--target", Target, "status"), 2, $"The command comes first: sparkify status --target {Target}");
        AssertFailed(Product.Run("status", "--targte", "x"), 2, "sparkify status has no option --targte. Did you mean --target?");

        var one = Product.Run("report", "top-songs", "--level", "free", "--target", Target).Expect(0).Output;
        Assert.DoesNotContain("1 rows", one, StringComparison.Ordinal);
        var files = Product.RunWith(new Dictionary<string, string> { ["COLUMNS"] = "80" }, "status", "--files", "--target", Target).Expect(0).Output;
        Assert.All(files.Split('\n'), line => Assert.True(line.Length <= 80, line));
        Assert.Contains("-events.json", files, StringComparison.Ordinal);
        Assert.DoesNotContain("null", files, StringComparison.Ordinal);
    }
}
