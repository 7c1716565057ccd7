using DuckDB.NET.Data;
using Sparkify.Warehouse.Engines.DuckDb.Shared;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Model;
using Sparkify.Warehouse.Staging.Settling;
using Sparkify.Warehouse.Star;

namespace Sparkify.Warehouse.Tests.Star;

/// <summary>Both rooms in one in-memory database, filled by tests without the parser.</summary>
sealed class StarFixture : IDisposable
{
    public static readonly Dialect Dialect = new DuckDbDialect();

    public StarFixture()
    {
        Connection = new DuckDBConnection("Data Source=:memory:");
        Connection.Open();
        foreach (var statement in RoomScript.Create(Room.Backroom, Dialect).Concat(RoomScript.Create(Room.Frontroom, Dialect)))
            Connection.Execute(statement);
        // Tests insert into it, which a view does not allow.
        Connection.Execute("create table backroom.inserted as from backroom.staging_events; drop view backroom.staging_events; alter table backroom.inserted rename to staging_events");
    }

    public DuckDBConnection Connection { get; }

    /// <summary>Chooses winners and builds the star, as a load does.</summary>
    public void Build(Func<EventIdentity, int, long>? hash = null)
    {
        new Deduplicator(Connection, Dialect, hash ?? ((_, _) => throw new InvalidOperationException("no key collides"))).Resolve();
        var star = new StarBuild(Connection, Dialect);
        star.Run();
        star.DropWorkTables();
    }

    /// <summary>Empties the tables for other contents.</summary>
    public void ClearStaging()
    {
        foreach (var table in new[] { "files", "staging_events", "staging_songs" })
            Connection.Execute($"delete from backroom.{table}");
    }

    /// <summary>All rows of a query, every value as text; different values have different text.</summary>
    public List<string> Rows(string sql)
    {
        using var command = Connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "∅" : Show(reader.GetValue(i)))));
        return rows;
    }

    /// <summary>A value as <see cref="Rows"/> shows it.</summary>
    public static string Show(object? value) => value switch
    {
        null => "∅",
        double number => number.ToString("R"),
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.fff"),
        DateOnly day => day.ToString("yyyy-MM-dd"),
        _ => value.ToString()!,
    };

    public void Dispose() => Connection.Dispose();
}
