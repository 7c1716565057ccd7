namespace Sparkify.Warehouse.Model;

/// <summary>The two schemas. Analysts see the front room, and nothing else.</summary>
public enum Room
{
    /// <summary>Where data is received and worked on.</summary>
    Backroom,

    /// <summary>What analysts see.</summary>
    Frontroom,
}

/// <summary>What a table is in a dimensional model.</summary>
public enum TableRole
{
    /// <summary>Mirrors a source.</summary>
    Staging,

    /// <summary>The record of files, loads and rejects.</summary>
    Ledger,

    /// <summary>Something events are about.</summary>
    Dimension,

    /// <summary>Something that happened.</summary>
    Fact,

    /// <summary>Loads that were published.</summary>
    History,
}

/// <summary>A table of the warehouse, declared once: DDL, checks, documentation and catalogue are read off it.</summary>
/// <param name="Room">Its schema.</param>
/// <param name="Name">Its bare name.</param>
/// <param name="Role">What it is.</param>
/// <param name="Grain">What one row is.</param>
/// <param name="Columns">In their order in the table.</param>
public sealed record Table(Room Room, string Name, TableRole Role, string Grain, IReadOnlyList<Column> Columns)
{
    /// <summary>Whether a row is there only while something points to it.</summary>
    public bool HasOnlyUsedRows { get; init; }

    /// <summary>"frontroom.users".</summary>
    public string FullName => $"{Room.SchemaName()}.{Name}";

    /// <summary>The columns of the primary key, in order; empty for a table that has none.</summary>
    public IReadOnlyList<Column> Key { get; } = [.. Columns.Where(column => column.IsKey)];

    /// <summary>The column of this name; an <see cref="ArgumentException"/> names the table when there is none.</summary>
    public Column this[string column] => Columns[IndexOf(column)];

    /// <summary>The place of a column, from 0.</summary>
    public int IndexOf(string column)
    {
        for (var i = 0; i < Columns.Count; i++)
            if (Columns[i].Name == column)
                return i;
        throw new ArgumentException($"{FullName} has no column {column}.", nameof(column));
    }
}

/// <summary>A view; its columns are described like a table's.</summary>
/// <param name="Room">Its schema.</param>
/// <param name="Name">Its bare name.</param>
/// <param name="Grain">What one row is.</param>
/// <param name="Columns">In the order the view gives them.</param>
public sealed record View(Room Room, string Name, string Grain, IReadOnlyList<Column> Columns)
{
    /// <summary>"frontroom.sessions".</summary>
    public string FullName => $"{Room.SchemaName()}.{Name}";
}

/// <summary>Names of the rooms' schemas.</summary>
public static class RoomNames
{
    /// <summary>"backroom" or "frontroom".</summary>
    public static string SchemaName(this Room room) => room == Room.Backroom ? "backroom" : "frontroom";
}
