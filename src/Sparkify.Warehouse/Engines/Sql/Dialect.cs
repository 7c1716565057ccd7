using System.Text;
using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Engines.Sql;

/// <summary>
/// How an engine spells what the declaration says. The base is plain SQL; an engine overrides what differs, and says why.
/// Texts must compare by their UTF-8 bytes (R3): an engine that does not by itself declares it with the type of its text columns.
/// </summary>
public abstract class Dialect
{
    /// <summary>The engine's name in file names of overrides ("songplays.NAME.sql") and in targets ("NAME:…").</summary>
    public abstract string Name { get; }

    /// <summary>Whether NOT NULL in DDL is a promise the engine keeps; where it is not, the checks look.</summary>
    public virtual bool EnforcesNotNull => true;

    /// <summary>
    /// Whether the engine enforces a table's key and the references to it, as <see cref="CreateKeys"/> and <see cref="CreateReferences"/> declare
    /// them, so that no build can be published against them; where it does not, the checks look.
    /// </summary>
    public virtual bool EnforcesKeys(Table table) => false;

    /// <summary>
    /// Statements that set a connection up for building the star or for checking it, and those that undo it after success. Star SQL is
    /// written the big table first and the small one joined to it; an engine whose planner would guess the sizes wrong is set here to keep that order.
    /// </summary>
    /// <param name="ofEverything">Whether all rows are read, and not those alone that a load changed.</param>
    public virtual (IReadOnlyList<string> Begin, IReadOnlyList<string> End) BuildSettings(bool ofEverything) => ([], []);

    /// <summary>Words that are identifiers only when quoted.</summary>
    protected virtual IReadOnlySet<string> ReservedWords { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>A column's type in DDL.</summary>
    public abstract string TypeName(ColumnType type);

    /// <summary>A name as it is written in SQL: in quotes only where the engine needs them.</summary>
    public string Identifier(string name) => ReservedWords.Contains(name) ? $"\"{name}\"" : name;

    /// <summary>A table's or view's name with its schema.</summary>
    public string Identifier(Room room, string name) => $"{SchemaOf(room)}.{Identifier(name)}";

    /// <summary>The schema of a room: its own, unless the work is done on a copy of the room.</summary>
    public virtual string SchemaOf(Room room) => room.SchemaName();

    /// <summary>A script as this dialect runs it; the default is the text of its file.</summary>
    public virtual string Adapt(string script) => script;

    /// <summary>The bytes of a text in UTF-8, as an expression; null for null.</summary>
    public virtual string ByteLength(string text) => $"octet_length({text})";

    /// <summary>"create schema …".</summary>
    public virtual string CreateSchema(Room room) => $"create schema if not exists {SchemaOf(room)}";

    /// <summary>
    /// "create table …", then a comment for the table and each column. It has no primary key: where keys are not enforced planners
    /// believe them, and where they are, they cost (see <see cref="CreateKeys"/>); the checks prove them unique (R12).
    /// </summary>
    public virtual IEnumerable<string> CreateTable(Table table)
    {
        yield return $"create table {Identifier(table.Room, table.Name)} (\n{string.Join(",\n", table.Columns.Select(Define))}\n){TableOptions(table)}";
        yield return Describe(table);
        foreach (var column in table.Columns)
            yield return Comment("column", $"{Identifier(table.Room, table.Name)}.{Identifier(column.Name)}", column.Description);
    }

    /// <summary>"comment on table …": its grain, and a second line of text if there is one.</summary>
    public string Describe(Table table, string? more = null) => Comment("table", Identifier(table.Room, table.Name), more is null ? table.Grain : $"{table.Grain}\n{more}");

    /// <summary>Primary key and indexes, for engines that look rows up by them; the default is none.</summary>
    public virtual IEnumerable<string> CreateKeys(Table table) => [];

    /// <summary>References to other tables, once all of them have their keys, for engines that keep them; the default is none.</summary>
    public virtual IEnumerable<string> CreateReferences(Table table) => [];

    /// <summary>A query that returns the first rows of another one.</summary>
    public virtual string FirstRows(string query, int rows) => $"{query}\nlimit {rows}";

    /// <summary>Statements that collect planner statistics of a table whose rows are new or have changed, if the engine does not do so itself within the transaction.</summary>
    /// <param name="table">Its name as <see cref="Identifier(string)"/> or <see cref="Identifier(Room, string)"/> writes it.</param>
    public virtual IEnumerable<string> Analyze(string table) => [];

    /// <summary>"create or replace view …" around its select, then a comment for the view.</summary>
    public IEnumerable<string> CreateView(View view, string query)
    {
        yield return $"create or replace view {Identifier(view.Room, view.Name)} as\n{query}";
        yield return Comment("view", Identifier(view.Room, view.Name), view.Grain);
    }

    /// <summary>Puts the rows of a select, whose columns are the table's, into the table.</summary>
    public string Insert(Table table, string query) =>
        $"insert into {Identifier(table.Room, table.Name)} ({string.Join(", ", table.Columns.Select(column => Identifier(column.Name)))})\n{query}";

    /// <summary>Keeps the rows of a select as a temporary table of the connection.</summary>
    public virtual string CreateWorkTable(string name, string query) => $"create temporary table {Identifier(name)} as\n{query}";

    /// <summary>Gives a select a name that only this connection knows.</summary>
    public virtual string CreateWorkView(string name, string query) => $"create temporary view {Identifier(name)} as\n{query}";

    /// <summary>Takes that name away again.</summary>
    public virtual string DropWorkView(string name) => $"drop view {Identifier(name)}";

    /// <summary>What follows the columns in "create table": distribution and sort keys where the engine has them.</summary>
    protected virtual string TableOptions(Table table) => "";

    /// <summary>"comment on …".</summary>
    protected virtual string Comment(string kind, string name, string text) => $"comment on {kind} {name} is {Literal(text)}";

    /// <summary>A text as a literal.</summary>
    protected static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    string Define(Column column)
    {
        var definition = new StringBuilder("    ").Append(Identifier(column.Name)).Append(' ').Append(TypeName(column.Type));
        if (column.IsRequired)
            definition.Append(" not null");
        return definition.ToString();
    }
}
