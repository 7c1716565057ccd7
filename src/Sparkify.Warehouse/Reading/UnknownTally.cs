using System.Diagnostics.CodeAnalysis;

namespace Sparkify.Warehouse.Reading;

/// <summary>One reader's counts of unknown keys; added to <see cref="UnknownFields"/> at the end of each file.</summary>
internal sealed class UnknownTally
{
    struct Entry
    {
        public string Name;
        public long Count;
        public long Line;
        public long ByteOffset;
    }

    readonly Dictionary<byte[], int> numbers = new(new Bytes());
    readonly Entry[] entries = new Entry[UnknownFields.MaxNames];
    int[] row = new int[64];
    int rowCount;
    long others;
    bool isEmpty = true;

    /// <summary>The number of a name, or -1 if there are too many.</summary>
    public int NumberOf(ReadOnlySpan<byte> name)
    {
        var byName = numbers.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (byName.TryGetValue(name, out var number))
            return number;
        if (numbers.Count == UnknownFields.MaxNames || name.Length > UnknownFields.MaxNameBytes)
            return -1;
        number = numbers.Count;
        entries[number].Name = RejectText.Of(name);
        numbers.Add(name.ToArray(), number);
        return number;
    }

    public void BeginRow() => rowCount = 0;

    public void Saw(int number)
    {
        if (rowCount == row.Length)
            Array.Resize(ref row, rowCount * 2);
        row[rowCount++] = number;
    }

    /// <summary>Counts the unknown keys of a row that is JSON.</summary>
    public void EndRow(long line, long byteOffset)
    {
        for (var i = 0; i < rowCount; i++)
        {
            isEmpty = false;
            if (row[i] < 0)
            {
                others++;
                continue;
            }
            ref var entry = ref entries[row[i]];
            if (entry.Count++ == 0)
                (entry.Line, entry.ByteOffset) = (line, byteOffset);
        }
        rowCount = 0;
    }

    /// <summary>Clears the counts; the names keep their numbers.</summary>
    public void Clear()
    {
        if (isEmpty)
            return;
        for (var i = 0; i < numbers.Count; i++)
            entries[i].Count = 0;
        others = 0;
        isEmpty = true;
    }

    /// <summary>Adds the counts of a file to the load's, and clears them.</summary>
    public void MoveTo(UnknownFields fields, int fileId)
    {
        if (isEmpty)
            return;
        for (var i = 0; i < numbers.Count; i++)
            if (entries[i].Count > 0)
                fields.Add(new UnknownField(entries[i].Name, entries[i].Count, fileId, entries[i].Line, entries[i].ByteOffset));
        fields.AddOthers(others);
        Clear();
    }

    sealed class Bytes : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode([DisallowNull] byte[] obj) => GetHashCode(obj.AsSpan());

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = new HashCode();
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }
    }
}
