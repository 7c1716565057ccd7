using System.Text.Json;
using DuckDB.NET.Data;
using Sparkify.Cli.Tests.Faults;

namespace Sparkify.Cli.Tests.Acceptance;

/// <summary>What tests of withdrawn and retaken files share: a small service, events one by one, and what the ledger says of a file.</summary>
public abstract class WithdrawScene : FaultScene
{
    /// <summary>An event that is no play.</summary>
    protected static string Event(int item, string place = "Here", string user = "7") =>
        $$"""{"itemInSession":{{item}},"level":"free","location":"{{place}}","page":"Home","sessionId":1,"ts":{{1541106106796 + item}},"userId":"{{user}}"}""" + "\n";

    /// <summary>A load's account.</summary>
    protected JsonElement Load(params string[] more) => Etl(["--json", .. more]).Expect(0).Json();

    /// <summary>Runs a withdrawal.</summary>
    protected ProductRun Withdraw(params string[] arguments) => Product.Run(["withdraw", "--target", Target, .. arguments]);

    /// <summary>All that a front room shows but the history, compared with that of a fresh warehouse of the files as they lie.</summary>
    protected void AssertAsFresh(params string[] withdrawn)
    {
        var (target, aside) = ($"duckdb:{Scratch.In(Guid.NewGuid().ToString("N"))}", Scratch.In("aside"));
        Directory.CreateDirectory(aside);
        foreach (var file in withdrawn)
            File.Move(file, Path.Combine(aside, Path.GetFileName(file)));
        Product.Run("etl", "--logs", Logs, "--songs", Songs, "--target", target, "--quiet").Expect(0);
        foreach (var file in withdrawn)
            File.Move(Path.Combine(aside, Path.GetFileName(file)), file);
        Assert.Equal(FrontroomFigures.Of(target), FrontroomFigures.Of(Target));
        Product.Run("check", "--target", Target).Expect(0);
    }

    /// <summary>A number of the ledger; nobody may hold the warehouse.</summary>
    protected long Ledger(string sql)
    {
        using var connection = new DuckDBConnection($"Data Source={Scratch.In("warehouse/backroom/work.duckdb")};access_mode=READ_ONLY");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar());
    }

    /// <summary>Changes the backroom behind the product's back.</summary>
    protected void ChangeLedger(string sql) => Scratch.Change("warehouse/backroom/work.duckdb", sql);

    /// <summary>A value of a document.</summary>
    protected static long Number(JsonElement element, params string[] path) => path.Aggregate(element, (at, name) => at.GetProperty(name)).GetInt64();

    /// <summary>Whether a document says that something was published.</summary>
    protected static bool Published(JsonElement report) => report.GetProperty("published").GetBoolean();
}
