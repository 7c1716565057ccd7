using Sparkify.Warehouse.Engines;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Model;
using Sparkify.Warehouse.Star;

namespace Sparkify.Warehouse.Tests.Star;

/// <summary>The declaration and the SQL files agree.</summary>
public sealed class ModelTests
{
    static readonly string[] EngineNames = ["duckdb", "postgres", "redshift"];

    static readonly string[] Overrides =
    [
        "staging/ledger/discard_events.duckdb.sql", "staging/ledger/drop_pending_events.duckdb.sql",
        "staging/settling/changes/artist_names.redshift.sql", "staging/settling/changes/changed_artist_names.redshift.sql", "staging/upgrades/3.duckdb.sql",
        "star/changes/arriving_seconds.redshift.sql", "star/sessions.redshift.sql", "star/work/song_matches.redshift.sql",
    ];

    public static TheoryData<string> FrontroomTables => [.. SparkifyWarehouse.Frontroom.Select(table => table.Name)];

    public static TheoryData<string> Views => [.. SparkifyWarehouse.Views.Select(view => view.Name)];

    [Theory, MemberData(nameof(FrontroomTables))]
    public void A_star_select_has_the_columns_and_types_of_its_table(string name)
    {
        using var star = new StarFixture();
        foreach (var scope in StarBuild.ScopeTables)
            star.Connection.Execute(StarFixture.Dialect.CreateWorkView(scope, SqlScripts.Read($"star/everything/{scope}", StarFixture.Dialect)));
        foreach (var work in StarBuild.WorkTables)
            star.Connection.Execute(StarFixture.Dialect.CreateWorkTable(work, SqlScripts.Read($"star/work/{work}", StarFixture.Dialect)));
        var table = SparkifyWarehouse.Find(name)!;
        Assert.Equal(Declared(table.Columns), Described(star, SqlScripts.Read(StarBuild.ScriptOf(table), StarFixture.Dialect)));
    }

    [Theory, MemberData(nameof(Views))]
    public void A_view_has_the_columns_and_types_that_are_declared(string name)
    {
        using var star = new StarFixture();
        var view = SparkifyWarehouse.Views.Single(view => view.Name == name);
        Assert.Equal(Declared(view.Columns), Described(star, $"select * from {view.FullName}"));
    }

    [Fact]
    public void Every_table_has_a_script_and_every_script_a_table()
    {
        var scripts = SqlScripts.Files.Where(file => file.StartsWith("star/", StringComparison.Ordinal) && file.Count(c => c == '/') == 1);
        var expected = SparkifyWarehouse.Frontroom.Select(table => table.Name)
            .Concat(SparkifyWarehouse.Views.Where(view => view.Room == Room.Frontroom).Select(view => view.Name)).Select(name => $"star/{name}.sql");
        Assert.Equal(expected.Order(StringComparer.Ordinal), scripts.Where(file => file.Count(c => c == '.') == 1).Order(StringComparer.Ordinal));
        Assert.Equal(StarBuild.WorkTables.Select(name => $"star/work/{name}.sql").Order(StringComparer.Ordinal), SqlScripts.Files.Where(file => file.StartsWith("star/work/", StringComparison.Ordinal) && file.Count(c => c == '.') == 1));
        Assert.Equal(StarBuild.ScopeTables.Select(name => $"star/everything/{name}.sql").Order(StringComparer.Ordinal), SqlScripts.Files.Where(file => file.StartsWith("star/everything/", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_script_begins_with_a_comment() =>
        Assert.All(SqlScripts.Names, name => Assert.StartsWith("-- ", SqlScripts.Read(name, StarFixture.Dialect), StringComparison.Ordinal));

    [Fact]
    public void A_section_of_a_file_is_a_script_that_ends_before_the_next()
    {
        Assert.Equal("-- Marks a load as published: the front room shows it. $1 load\nupdate backroom.loads\nset state = 'published'\nwhere load_id = $1",
            SqlScripts.Read("staging/ledger/mark_published", StarFixture.Dialect));
        Assert.All(SqlScripts.Names, name => Assert.DoesNotContain("-- name:", SqlScripts.Read(name, StarFixture.Dialect), StringComparison.Ordinal));
        var names = SqlScripts.Names.ToList();
        Assert.Contains("staging/ledger/start_load", names);
        Assert.DoesNotContain("staging/ledger/loads", names);
        Assert.DoesNotContain(names, name => name.StartsWith("staging/ledger/", StringComparison.Ordinal) && SqlScripts.Files.Contains(name + ".sql"));
    }

    /// <summary>Scripts with a version for one engine are listed here, so that their number is visible.</summary>
    [Fact]
    public void No_engine_overrides_a_script_that_is_not_listed_here() => Assert.Equal(Overrides, SqlScripts.Files.Where(file => file.Count(c => c == '.') > 1));

    [Theory, InlineData("duplicate_events", "events"), InlineData("duplicate_songs", "songs")]
    public void A_correction_is_judged_by_every_typed_column(string script, string source)
    {
        var sql = SqlScripts.Read($"staging/settling/{script}", StarFixture.Dialect);
        var list = sql[(sql.LastIndexOf("partition by", StringComparison.Ordinal) + "partition by".Length)..sql.IndexOf(") as best_place", StringComparison.Ordinal)];
        Assert.Equal(
            SparkifyWarehouse.Sources.Single(declared => declared.Name == source).Fields.Select(field => field.Column).Order(StringComparer.Ordinal),
            list.Split(',').Select(column => column.Trim()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Engines_are_named_only_in_their_folders()
    {
        var source = Path.Combine(TestData.Root, "src", "Sparkify.Warehouse");
        var files = Directory.EnumerateFiles(source, "*.*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".cs" or ".sql" && !IsAllowed(Path.GetRelativePath(source, file)));
        Assert.All(files, file =>
        {
            foreach (var engine in EngineNames)
                Assert.DoesNotContain(engine, File.ReadAllText(file), StringComparison.OrdinalIgnoreCase);
        });
    }

    static bool IsAllowed(string path) => path.Replace('\\', '/') is var file
        && (file.StartsWith("Engines/", StringComparison.Ordinal) && !(file.StartsWith("Engines/Sql/", StringComparison.Ordinal) || (file.StartsWith("Engines/Contract/", StringComparison.Ordinal) && file is not "Engines/Contract/IEngine.cs"))
            || file.EndsWith(".sql", StringComparison.Ordinal) && Path.GetFileName(file).Count(c => c == '.') > 1);

    static IEnumerable<string> Declared(IEnumerable<Column> columns) =>
        columns.Select(column => $"{column.Name} {StarFixture.Dialect.TypeName(column.Type)}".ToUpperInvariant());

    static IEnumerable<string> Described(StarFixture star, string query) =>
        star.Rows($"describe {query}").Select(row => string.Join(' ', row.Split('|')[..2]).ToUpperInvariant());
}
