using System.Security.Cryptography;
using System.Text;
using Sparkify.Warehouse;
using Sparkify.Warehouse.Checks;
using Sparkify.Warehouse.Engines.Servers.Redshift;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Tests;

namespace Sparkify.Cli.Tests.Redshift;

/// <summary>
/// Every statement that the engine sends is approved as text, and well-formed for a parser that is not ours. The parser is slow: what it has
/// accepted once is listed by its hash, and read again in a full run.
/// </summary>
public sealed class ApprovedSqlTests
{
    static readonly string Folder = Path.Combine(TestData.Root, "tests", "Sparkify.Cli.Tests", "Redshift", "Approved");
    static readonly string Parsed = Path.Combine(Folder, "parsed-by-sqlfluff-1.4.5.txt");

    // What is put together in the code, for moments that no scenario brings about each time.
    static readonly string[] Rare =
    [
        "select pg_terminate_backend(1073)", "select pg_cancel_backend(1073)", "alter schema frontroom rename to frontroom_before_1_7", "drop schema frontroom_before_1_7 cascade",
        "insert into backroom.event_rekeys (file_id, byte_offset, hash_key, event_key)\nvalues (1, 2, 3, 4)", "revoke temporary on database dwh from public",
        "grant temporary on database dwh to sparkify_loader", "revoke create on schema public from public", "create user analyst password disable",
        "alter group sparkify_analysts add user analyst", "alter table frontroom.users alter sortkey none", "alter table frontroom.users alter compound sortkey (level, user_id)",
    ];

    static bool Accepts => Environment.GetEnvironmentVariable("SPARKIFY_ACCEPT") == "1";

    [Fact]
    public void Every_statement_of_a_warehouses_life_is_as_approved_and_well_formed()
    {
        var server = RedshiftStandIn.NewServer();
        try
        {
            using var standIn = new RedshiftStandIn(server);
            ApproveLives(standIn);
        }
        finally
        {
            server.Remove();
        }
    }

    static void ApproveLives(RedshiftStandIn standIn)
    {
        using var membership = new StatementScenario(standIn, SparkifyWarehouse.Membership, SparkifyWarehouse.Balanced);
        using var balanced = new StatementScenario(standIn, SparkifyWarehouse.Balanced, SparkifyWarehouse.Membership);
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (step, statements) in membership.Steps)
            Approve($"{step}.sql", SentStatements.Script(statements, known));
        // The keys make no difference but where tables are made or altered.
        foreach (var (step, statements) in balanced.Steps)
            if (step is "create" or "rebuild" or "keys" or "erase")
                Approve($"{step}-balanced.sql", SentStatements.Script(statements, known));
            else
                Assert.Equal(membership.Steps[step], statements);
        AssertWellFormed([.. known]);
    }

    [Fact]
    public void Every_script_and_check_that_can_reach_a_cluster_is_well_formed_also_those_that_a_quiet_life_never_meets()
    {
        var dialect = new RedshiftDialect();
        var scripts = SqlScripts.Names
            // No warehouse there is of a model before its first; what engines keep for themselves is not sent to others.
            .Where(script => !script.StartsWith("staging/upgrades/", StringComparison.Ordinal) && (!script.StartsWith("engines/", StringComparison.Ordinal) || script.StartsWith("engines/servers/redshift/", StringComparison.Ordinal)))
            .SelectMany(script => SqlScripts.Read(script, dialect).Split(";\n\n"));
        AssertWellFormed([.. scripts, .. CheckRun.All(dialect).Concat(CheckRun.OfChanges(dialect)).Select(check => check.Query), .. CheckedRows.All(dialect).Select(rows => dialect.CreateWorkTable(rows.Name, rows.Query)), .. Rare]);
    }

    [Fact]
    public void The_script_of_a_dry_run_is_well_formed_and_has_every_documented_key()
    {
        var script = Product.Run("create-tables", "--target", "redshift://loader@cluster.example:5439/dwh", "--dry-run").Expect(0).Output;
        Assert.Contains("grant select on all tables in schema frontroom to group sparkify_analysts;", script, StringComparison.Ordinal);
        (string Table, string Keys)[] documented =
        [
            ("songplays", "diststyle key distkey (level) sortkey (start_time)"), ("users", "diststyle key distkey (level) sortkey (user_id)"),
            ("songs", "diststyle key distkey (artist_id) sortkey (song_id)"), ("artists", "diststyle auto sortkey (artist_id)"),
            ("time", "diststyle key distkey (year) sortkey (start_time)"),
        ];
        foreach (var (table, keys) in documented)
        {
            var start = script.IndexOf($"create table frontroom.{table} (", StringComparison.Ordinal);
            Assert.Equal(keys, script[start..script.IndexOf(';', start)].Split('\n')[^1]);
        }
        AssertWellFormed([.. script.TrimEnd().TrimEnd(';').Split(";\n")]);
    }

    [Theory]
    [InlineData("a wrong keyword", "creat table frontroom.users (\n    user_id integer not null\n)")]
    [InlineData("a clause that is not supported", "create table frontroom.users (\n    user_id integer not null\n) partition by range (user_id)")]
    [InlineData("PostgreSQL's own syntax", "select u.user_id\nfrom frontroom.users u\ncross join lateral (select 1) l")]
    [InlineData("PostgreSQL's own functions", "select distinct on (user_id) user_id from frontroom.users")]
    [InlineData("a VARCHAR without length", "create table frontroom.users (\n    first_name varchar,\n    user_id integer not null\n)")]
    [InlineData("a NUMERIC without scale", "create table frontroom.users (\n    seconds numeric(18),\n    user_id integer not null\n)")]
    [InlineData("ON CONFLICT", "insert into frontroom.users (user_id)\nvalues ($1)\non conflict do nothing")]
    [InlineData("an index", "create index users_level on frontroom.users (level)")]
    [InlineData("a name that folds", "create table frontroom.users (\n    \"userId\" integer not null\n)")]
    [InlineData("a name that folds without quotes", "select userId from frontroom.users")]
    [InlineData("a reserved word", "create table backroom.rejects (\n    raw varchar(65535) not null\n)")]
    [InlineData("TRUNCATE inside a load", "truncate table frontroom.load_history")]
    [InlineData("COPY without a role", "copy backroom.files (file_id)\nfrom 's3://stage/manifest'\nmanifest format as csv gzip")]
    [InlineData("a temporary view", "create temporary view listener_events as\nselect 1 as user_id")]
    [InlineData("another name for the table of a DELETE", "delete from frontroom.songplays p\nusing leaving_songplays l\nwhere l.songplay_id = p.songplay_id")]
    [InlineData("an UPDATE that is joined with nothing", "update backroom.loads\nset files = account.files\nfrom (select count(*) as files from backroom.files) as account\nwhere load_id = $1")]
    [InlineData("a key that nobody has proved", "create table frontroom.users (\n    user_id integer not null primary key\n)")]
    [InlineData("subqueries joined by OR", "select l.start_time\nfrom leaving_time l\nwhere exists (select 1 from a where a.s = l.s)\nor exists (select 1 from b where b.s = l.s)")]
    [InlineData("a text that is too long", "create table backroom.rejects (\n    found varchar(65536)\n)")]
    public void A_mistake_is_caught(string what, string statement) =>
        Assert.True(RedshiftRules.Violation(statement) is not null || RedshiftParser.Faults([statement])[0] is not null, $"{what} was not caught.");

    static void Approve(string file, string text)
    {
        var path = Path.Combine(Folder, file);
        if (Accepts)
        {
            Directory.CreateDirectory(Folder);
            File.WriteAllText(path, text);
        }
        Assert.True(File.Exists(path), $"{path} is missing. ./test accept writes it; look at it then.");
        Assert.Equal(File.ReadAllText(path), text);
    }

    static void AssertWellFormed(IReadOnlyList<string> statements)
    {
        Assert.Equal([], statements.SelectMany(statement => RedshiftRules.Violation(statement) is { } why ? [$"{why}: {statement}"] : Array.Empty<string>()));
        var parsed = File.Exists(Parsed) ? File.ReadAllLines(Parsed).ToHashSet(StringComparer.Ordinal) : [];
        var toParse = statements.Where(statement => TestRun.IsFull || !parsed.Contains(Hash(statement))).ToList();
        Assert.Equal([], RedshiftParser.Faults(toParse).Zip(toParse).SelectMany(found => found.First is { } fault ? [$"{fault}: {found.Second}"] : Array.Empty<string>()));
        if (!Accepts || toParse.Count == 0)
            return;
        Directory.CreateDirectory(Folder);
        parsed.UnionWith(toParse.Select(Hash));
        File.WriteAllLines(Parsed, parsed.Order(StringComparer.Ordinal));
    }

    static string Hash(string statement) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(statement)));
}
