namespace Sparkify.Warehouse.Model;

/// <summary>Keys for every table of both rooms, under a name that people choose them by.</summary>
/// <param name="Name">How it is called: "membership".</param>
/// <param name="Purpose">What it is good for, in one sentence.</param>
/// <param name="Tables">The keys by the tables' full names.</param>
public sealed record KeyPreset(string Name, string Purpose, IReadOnlyDictionary<string, TableKeys> Tables)
{
    /// <summary>The keys of a table; an <see cref="ArgumentException"/> names the table when the preset has forgotten it.</summary>
    public TableKeys this[Table table] => Tables.TryGetValue(table.FullName, out var keys)
        ? keys
        : throw new ArgumentException($"The key preset {Name} says nothing of {table.FullName}.", nameof(table));
}
