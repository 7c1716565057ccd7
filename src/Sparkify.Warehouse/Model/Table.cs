namespace Sparkify.Warehouse.Model;

/// <summary>The two schemas. Analysts see the front room, and nothing else.</summary>
public enum Room
{
    /// <summary>Where data is received and worked on.</summary>
    Backroom,

    /// <summary>What analysts see.</summary>
    Frontroom,
}

/// <summary>The role of a table in the dimensional model.</summary>
public enum TableRole
{
    /// <summary>Mirrors a source.</summary>
    Staging,

    /// <summary>The record of files, loads and rejects.</summary>
    Ledger,

    /// <summary>Something that events are about.</summary>
    Dimension,

    /// <summary>Something that happened.</summary>
    Fact,

    /// <summary>The published loads.</summary>
    History,
}

/// <summary>A table of the warehouse, declared once: DDL, checks, documentation and catalogue are derived from it.</summary>
/// <param name="Room">Its schema.</param>
/// <param name="Name">Its bare name.</param>
/// <param name="Role">Its role in the model.</param>
/// <param name="Grain">What one row is.</param>
/// <param name="Columns">Its columns, in order.</param>
public sealed record Table(Room Room, string Name, TableRole Role, string Grain, IReadOnlyList<Column> Columns)
{
    /// <summary>Whether a row exists only while another row references it.</summary>
    public bool HasOnlyUsedRows { get; init; }

    /// <summary>The column that is true for rows that exist only while another row references them; null if the table has no such rows.</summary>
    public string? UsedRowsColumn { get; init; }

    /// <summary>"frontroom.users".</summary>
    public string FullName => $"{Room.SchemaName()}.{Name}";

    /// <summary>The columns of the primary key, in order; empty if there is none.</summary>
    public IReadOnlyList<Column> Key { get; } = [.. Columns.Where(column => column.IsKey)];

    /// <summary>The column of this name. An <see cref="ArgumentException"/> names the table if there is none.</summary>
    public Column this[string column] => Columns[IndexOf(column)];

    /// <summary>The index of a column, from 0.</summary>
    public int IndexOf(string column)
    {
        for (var i = 0; i < Columns.Count; i++)
            if (Columns[i].Name == column)
                return i;
        throw new ArgumentException($"{FullName} has no column {column}.", nameof(column));
    }
}

/// <summary>A view, declared like a table.</summary>
/// <param name="Room">Its schema.</param>
/// <param name="Name">Its bare name.</param>
/// <param name="Grain">What one row is.</param>
/// <param name="Columns">Its columns, in order.</param>
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
