using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Engines;

/// <summary>The statements that create a room, empty, as the declaration has it.</summary>
public static class RoomScript
{
    /// <summary>Schema, tables, then views, each with its comments.</summary>
    public static IEnumerable<string> Create(Room room, Dialect dialect)
    {
        ArgumentNullException.ThrowIfNull(dialect);
        yield return dialect.CreateSchema(room);
        foreach (var statement in SparkifyWarehouse.Tables.Where(table => table.Room == room).SelectMany(dialect.CreateTable))
            yield return statement;
        foreach (var view in SparkifyWarehouse.Views.Where(view => view.Room == room))
            foreach (var statement in dialect.CreateView(view, SqlScripts.Read(ScriptOf(view), dialect)))
                yield return statement;
    }

    /// <summary>The script that holds a view's select.</summary>
    public static string ScriptOf(View view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return $"{(view.Room == Room.Backroom ? "staging" : "star")}/{view.Name}";
    }
}
