using Sparkify.Cli.Tests.Contract;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Load;
using Sparkify.Warehouse.Model;
using Sparkify.Warehouse.Progress;
using Sparkify.Warehouse.Reports;
using Sparkify.Warehouse.Staging.Ledger;

namespace Sparkify.Cli.Tests.Redshift;

/// <summary>The life of a warehouse, step by step, and what the engine sends at each: the command order, approved as text.</summary>
sealed class StatementScenario : StandInScene
{
    readonly Dictionary<string, IReadOnlyList<string>> steps = [];
    int noted;

    /// <summary>Lives it.</summary>
    /// <param name="standIn">On a server where nobody was before: logins and groups are of a server, and what is sent depends on them.</param>
    /// <param name="keys">The keys that the tables are created with.</param>
    /// <param name="others">Those that they are brought to in the end.</param>
    public StatementScenario(RedshiftStandIn standIn, KeyPreset keys, KeyPreset others) : base(TestWarehouse.On(standIn))
    {
        Step("create", () => TableCreation.Run(Place.WithKeys(keys), TimeProvider.System, CancellationToken.None));
        Step("first-load", () =>
        {
            WriteDay(1);
            WriteDay(2);
            Scratch.Write("songs/TR1.json", Song("Someone"));
            Scratch.Write("logs/broken.json", "not json\n");
            LoadAll();
        });
        Step("incremental-load", () =>
        {
            WriteDay(3);
            LoadAll();
        });
        Step("restatement", () =>
        {
            Scratch.Write("logs/2018-11-02-events.json", Day(2) + Day(2).Replace("\"free\"", "\"paid\"", StringComparison.Ordinal));
            Scratch.Write("songs/TR1.json", Song("Somebody"));
            LoadAll();
        });
        Step("withdraw", () => Place.Steps(Scratch.Path).Withdraw(["logs/2018-11-01-events.json"]));
        Step("rebuild", () => Assert.All(RebuildCheck.Run(Place.Engine, NoProgress.Instance, TimeProvider.System, CancellationToken.None), result => Assert.True(result.Passed, result.Describe())));
        Step("look", Look);
        Step("keys", () => Rekeying.Run((IKeyedEngine)Place.Engine, others, TestContext.Current.CancellationToken));
        Step("erase", () => TableCreation.Run(Place.Engine, TimeProvider.System, CancellationToken.None));
    }

    /// <summary>The steps in order, each with its statements.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Steps => steps;

    static string Song(string artist) =>
        $$"""{"num_songs":1,"artist_id":"AR1","artist_latitude":null,"artist_longitude":null,"artist_location":"","artist_name":"{{artist}}","song_id":"SO1","title":"Something","duration":200.5,"year":0}""";

    void LoadAll() => Sparkify.Warehouse.Load.Etl.Run(
        Place.Engine,
        new LoadOptions { Logs = Logs, Songs = Songs, ChangesUpTo = double.PositiveInfinity },
        NoProgress.Instance, TimeProvider.System, CancellationToken.None);

    /// <summary>What people look at: the front room by the reports, the books by the ledger's queries.</summary>
    void Look()
    {
        using (var frontroom = Place.Engine.OpenFrontroom(QueryLimits.Default))
            foreach (var report in ReportCatalog.All)
                frontroom.Query(report.Sql, row => row.FieldCount);
        var dialect = Place.Engine.Dialect;
        using var backroom = Place.Engine.OpenBackroom();
        foreach (var query in new[] { LedgerQueries.Files(dialect), LedgerQueries.Loads(dialect), LedgerQueries.NewestEvent(dialect), LedgerQueries.Unpublished(dialect), LedgerQueries.Identity(dialect) })
            backroom.Query(query, row => row.FieldCount);
        backroom.Query(LedgerQueries.Rejects(dialect), row => row.FieldCount, null, null, null);
        Assert.Null(Place.Engine.Owner);
    }

    void Step(string name, Action work)
    {
        work();
        var sent = Standing.Statements.Skip(noted).ToList();
        noted += sent.Count;
        steps[name] = SentStatements.Of(sent, Place.Database!);
    }
}
