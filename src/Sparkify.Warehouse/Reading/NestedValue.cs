using System.Text.Json;

namespace Sparkify.Warehouse.Reading;

/// <summary>Follows a JSONPath into a value that was already scanned.</summary>
internal static unsafe class NestedValue
{
    static readonly JsonReaderOptions Options = new() { MaxDepth = 128 };

    /// <summary>The value at the end of the steps; false if there is none. Of duplicate keys, the last counts.</summary>
    public static bool TryFind(in Slot from, PathStep[] steps, out Slot found)
    {
        found = from;
        foreach (var step in steps)
        {
            if (found.Kind != ValueKind.Other || *found.Start != (step.Key is null ? '[' : '{'))
                return false;
            var inside = new ReadOnlySpan<byte>(found.Start, found.Length);
            if (!TryStep(inside, step, out var start, out var length))
                return false;
            found = Describe(found.Start + start, length);
        }
        return true;
    }

    static bool TryStep(ReadOnlySpan<byte> container, PathStep step, out int start, out int length)
    {
        start = length = 0;
        var isFound = false;
        var reader = new Utf8JsonReader(container, Options);
        reader.Read();
        for (var i = 0; reader.Read() && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray); i++)
        {
            var isWanted = step.Key is null ? i == step.Index : reader.ValueTextEquals(step.Key);
            if (step.Key is not null)
                reader.Read();
            var valueStart = (int)reader.TokenStartIndex;
            reader.Skip();
            if (!isWanted)
                continue;
            isFound = true;
            start = valueStart;
            length = (int)reader.BytesConsumed - valueStart;
        }
        return isFound;
    }

    static Slot Describe(byte* start, int length) => *start switch
    {
        (byte)'"' => new Slot
        {
            Start = start + 1,
            Length = length - 2,
            Kind = new ReadOnlySpan<byte>(start, length).Contains((byte)'\\') ? ValueKind.EscapedText : ValueKind.Text,
        },
        (byte)'n' => new Slot { Start = start, Length = length, Kind = ValueKind.Null },
        (byte)'-' or (>= (byte)'0' and <= (byte)'9') => new Slot { Start = start, Length = length, Kind = ValueKind.Number },
        _ => new Slot { Start = start, Length = length, Kind = ValueKind.Other },
    };
}
