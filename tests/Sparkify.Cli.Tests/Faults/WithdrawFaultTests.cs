using Sparkify.Cli.Tests.Acceptance;

namespace Sparkify.Cli.Tests.Faults;

/// <summary>Withdrawals that are killed, or meet a load that runs.</summary>
public sealed class WithdrawFaultTests : WithdrawScene
{
    string Next => Scratch.In("warehouse/backroom/next.duckdb");

    string Simulated(string feed) => Scratch.In("simulated/" + feed);

    string[] EtlArguments => ["etl", "--logs", Simulated("log_data"), "--songs", Simulated("song_data"), "--target", Target, "--json"];

    string LoadSimulated()
    {
        Product.Run("simulate", Scratch.In("simulated"), "--events", "60000", "--songs", "1000", "--quiet").Expect(0);
        Product.Run(EtlArguments).Expect(0);
        return Directory.EnumerateFiles(Simulated("log_data"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Killed_between_settling_and_publishing_it_is_published_by_whoever_comes_next(bool nextIsEtl)
    {
        var file = LoadSimulated();
        var before = Shown();
        using (var withdrawal = RunningLoad.HaltedWhen(Next, "withdraw", file, "--target", Target))
            withdrawal.Kill();
        Assert.Equal(before, Shown());

        var next = nextIsEtl ? Product.Run(EtlArguments) : Withdraw(file, "--json");

        Assert.True(Published(next.Expect(0).Json()));
        Assert.Equal("2", Product.Ask(Target, "select max(load_id) from load_history"));
        var fresh = $"duckdb:{Scratch.In("fresh")}";
        File.Delete(file);
        Product.Run("etl", "--logs", Simulated("log_data"), "--songs", Simulated("song_data"), "--target", fresh).Expect(0);
        Assert.Equal(FrontroomFigures.Of(fresh), FrontroomFigures.Of(Target));
        Product.Run("check", "--rebuild", "--target", Target, "--quiet").Expect(0);
    }

    [Fact]
    public void While_a_load_runs_it_ends_with_4_and_names_the_owner()
    {
        var file = LoadSimulated();
        File.AppendAllText(file, "\n");
        using var load = RunningLoad.HaltedReading(Simulated("log_data"), [.. EtlArguments, "--retake", Path.GetFileName(file)]);
        AssertFailed(Withdraw(file), 4, "is busy", $"process {load.ProcessId} on ");
        AssertFailed(Withdraw(file, "--dry-run"), 4, "is busy", $"process {load.ProcessId} on ");
        AssertFailed(Product.Run("check", "--rebuild", "--target", Target), 4, "is busy");
        load.Kill();
    }
}
