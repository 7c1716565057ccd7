using Sparkify.Cli.Tests.Acceptance;

namespace Sparkify.Cli.Tests.Faults;

/// <summary>Withdrawals that are killed, or meet a load that runs.</summary>
public sealed class WithdrawFaultTests : WithdrawScene
{
    string Next => Scratch.In("warehouse/backroom/next.duckdb");

    // What a load of all files but the first one gives; the same for every test.
    static string? expected;

    string[] EtlArguments => ["etl", "--logs", LargeService.Logs, "--songs", LargeService.Songs, "--target", Target, "--json"];

    /// <summary>Makes a warehouse with all of the service; gives its first file.</summary>
    string LoadAll()
    {
        LargeService.CopyWarehouse(Scratch);
        return Directory.EnumerateFiles(LargeService.Logs, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First();
    }

    string LoadAllBut(string file)
    {
        Scratch.CopyFrom(LargeService.Logs, "rest");
        File.Delete(file.Replace(LargeService.Logs, Scratch.In("rest"), StringComparison.Ordinal));
        var fresh = $"duckdb:{Scratch.In("fresh")}";
        Product.Run("etl", "--logs", Scratch.In("rest"), "--songs", LargeService.Songs, "--target", fresh).Expect(0);
        return FrontroomFigures.Of(fresh);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_load_killed_between_settling_and_publishing_is_published_by_the_next_one(bool nextIsEtl)
    {
        var file = LoadAll();
        var before = Shown();
        using (var withdrawal = RunningLoad.HaltedWhen(Next, "withdraw", file, "--target", Target))
            withdrawal.Kill();
        Assert.Equal(before, Shown());

        var next = nextIsEtl ? Product.Run(EtlArguments) : Withdraw(file, "--json");

        Assert.True(Published(next.Expect(0).Json()));
        Assert.Equal("2", Product.Ask(Target, "select max(load_id) from load_history"));
        Assert.Equal(expected ??= LoadAllBut(file), FrontroomFigures.Of(Target));
        Product.Run("check", "--rebuild", "--target", Target, "--quiet").Expect(0);
    }

    [Fact]
    public void While_a_load_runs_it_ends_with_4_and_names_the_owner()
    {
        var file = LoadAll();
        using var load = RunningLoad.HaltedReading(LargeService.Logs, [.. EtlArguments, "--retake", Path.GetFileName(file)]);
        AssertFailed(Withdraw(file), 4, "is busy", $"process {load.ProcessId} on ");
        AssertFailed(Withdraw(file, "--dry-run"), 4, "is busy", $"process {load.ProcessId} on ");
        AssertFailed(Product.Run("check", "--rebuild", "--target", Target), 4, "is busy");
        load.Kill();
    }
}
