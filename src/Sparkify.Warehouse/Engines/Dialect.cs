using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Engines;

/// <summary>How an engine spells what the declaration says.</summary>
public abstract class Dialect
{
    /// <summary>The engine's name in file names of overrides ("songplays.NAME.sql") and in targets ("NAME:…").</summary>
    public abstract string Name { get; }

    /// <summary>A column's type in DDL.</summary>
    public abstract string TypeName(ColumnType type);
}
