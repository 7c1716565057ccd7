namespace Sparkify.Warehouse.Reading;

/// <summary>A key that is in the rows but not in the declaration.</summary>
/// <param name="Name">The key.</param>
/// <param name="Count">The number of its occurrences.</param>
/// <param name="FileId">The file of its first occurrence: the one with the smallest number.</param>
/// <param name="Line">The line on which its first row there begins.</param>
/// <param name="ByteOffset">Where that row begins.</param>
public sealed record UnknownField(string Name, long Count, int FileId, long Line, long ByteOffset);

/// <summary>The unknown fields of one load, from all its readers; thread-safe. At most 1,000 are named; the rest are counted together.</summary>
public sealed class UnknownFields
{
    /// <summary>The maximum number of names.</summary>
    internal const int MaxNames = 1000;

    /// <summary>The longest name that is kept, in bytes of UTF-8; longer ones are counted with the others.</summary>
    internal const int MaxNameBytes = 1024;

    readonly Lock gate = new();
    readonly Dictionary<string, UnknownField> fields = new(StringComparer.Ordinal);
    long others;

    /// <summary>The fields, by name.</summary>
    public IReadOnlyList<UnknownField> All
    {
        get
        {
            lock (gate)
                return [.. fields.Values.OrderBy(known => known.Name, StringComparer.Ordinal)];
        }
    }

    /// <summary>Occurrences of keys that are not in <see cref="All"/> because there are too many or their names are too long.</summary>
    public long Others
    {
        get
        {
            lock (gate)
                return others;
        }
    }

    internal void Add(UnknownField field)
    {
        lock (gate)
        {
            if (fields.TryGetValue(field.Name, out var known))
            {
                var first = (field.FileId, field.ByteOffset).CompareTo((known.FileId, known.ByteOffset)) < 0 ? field : known;
                fields[field.Name] = first with { Count = field.Count + known.Count };
            }
            else if (fields.Count < MaxNames)
            {
                fields.Add(field.Name, field);
            }
            else
            {
                others += field.Count;
            }
        }
    }

    internal void AddOthers(long count)
    {
        lock (gate)
            others += count;
    }
}
