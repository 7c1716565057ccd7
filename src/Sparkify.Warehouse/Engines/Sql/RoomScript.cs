using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Engines.Sql;

/// <summary>The statements that create a room, empty, as the declaration has it.</summary>
public static class RoomScript
{
    /// <summary>Schema, tables with their keys, then views, each with its comments.</summary>
    /// <param name="room">The room.</param>
    /// <param name="dialect">How the engine spells it.</param>
    /// <param name="withKeys">Whether the tables get their keys now, and not by <see cref="Keys"/> when they are filled.</param>
    public static IEnumerable<string> Create(Room room, Dialect dialect, bool withKeys = true)
    {
        ArgumentNullException.ThrowIfNull(dialect);
        yield return dialect.CreateSchema(room);
        foreach (var statement in TablesOf(room).SelectMany(dialect.CreateTable))
            yield return statement;
        if (withKeys)
            foreach (var statement in Keys(room, dialect))
                yield return statement;
        foreach (var view in SparkifyWarehouse.Views.Where(view => view.Room == room))
            foreach (var statement in dialect.CreateView(view, SqlScripts.Read(ScriptOf(view), dialect)))
                yield return statement;
    }

    /// <summary>Keys and indexes of all tables, then the references between them; nothing where the engine has none.</summary>
    public static IEnumerable<string> Keys(Room room, Dialect dialect) =>
        TablesOf(room).SelectMany(dialect.CreateKeys).Concat(TablesOf(room).SelectMany(dialect.CreateReferences));

    /// <summary>The script that holds a view's select.</summary>
    public static string ScriptOf(View view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return $"{(view.Room == Room.Backroom ? "staging" : "star")}/{view.Name}";
    }

    static IEnumerable<Table> TablesOf(Room room) => SparkifyWarehouse.Tables.Where(table => table.Room == room);
}
