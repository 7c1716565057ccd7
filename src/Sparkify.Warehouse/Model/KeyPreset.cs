namespace Sparkify.Warehouse.Model;

/// <summary>Distribution and sort keys for every table of both rooms, under a name that users choose.</summary>
/// <param name="Name">Its name: "membership".</param>
/// <param name="Purpose">What it is for, in one sentence.</param>
/// <param name="Tables">The keys by the tables' full names.</param>
public sealed record KeyPreset(string Name, string Purpose, IReadOnlyDictionary<string, TableKeys> Tables)
{
    /// <summary>The keys of a table. An <see cref="ArgumentException"/> names the table if the preset does not have it.</summary>
    public TableKeys this[Table table] => Tables.TryGetValue(table.FullName, out var keys)
        ? keys
        : throw new ArgumentException($"The key preset {Name} has no keys for {table.FullName}.", nameof(table));
}
