namespace Sparkify.Warehouse.Model;

/// <summary>One column of a table: its name, type, place in the keys, meaning and lineage.</summary>
/// <param name="Name">snake_case, as it stands in the database.</param>
/// <param name="Type">What it holds.</param>
/// <param name="Meaning">One sentence for the data dictionary, with the unit where there is one.</param>
public sealed record Column(string Name, ColumnType Type, string Meaning)
{
    /// <summary>Part of the table's primary key (then never null).</summary>
    public bool IsKey { get; init; }

    /// <summary>Never null. A key column is always required.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Rows are looked up by it, so that an engine with indexes should have one.</summary>
    public bool IsLookedUp { get; init; }

    /// <summary>The table whose primary key's column of the given name this one points to (null values point nowhere).</summary>
    public (string Table, string Column)? References { get; init; }

    /// <summary>Where the value comes from: columns of other tables or fields of a source, and the rule that makes it.</summary>
    public Lineage From { get; init; } = Lineage.None;

    /// <summary>Part of the primary key.</summary>
    public Column Key() => this with { IsKey = true, IsRequired = true };

    /// <summary>Never null.</summary>
    public Column Required() => this with { IsRequired = true };

    /// <summary>Rows are looked up by it.</summary>
    public Column LookedUp() => this with { IsLookedUp = true };

    /// <summary>Points to the key of a table.</summary>
    public Column To(string table, string column) => this with { References = (table, column) };

    /// <summary>Comes from these columns or fields, by a rule (R1–R16) where one applies.</summary>
    public Column Of(string source, string? rule = null) => this with { From = new Lineage(source, rule) };
}

/// <summary>A column's lineage, one step back.</summary>
/// <param name="Source">What it is made from: "staging_events.ts", "events $['ts']"; empty where we make it ourselves.</param>
/// <param name="Rule">The rule of the product that makes it, such as "R8"; null where it is a plain copy.</param>
public sealed record Lineage(string Source, string? Rule)
{
    /// <summary>Made here, from nothing that is stored elsewhere.</summary>
    public static readonly Lineage None = new("", null);
}
