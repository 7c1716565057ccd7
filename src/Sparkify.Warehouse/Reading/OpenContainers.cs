namespace Sparkify.Warehouse.Reading;

/// <summary>
/// The offsets of the objects and arrays that are open at some point of a scan. If the scan fails there, a scan that begins at any of
/// them would fail at the same byte, so it can be skipped: text that is not JSON takes linear time. Only the first two of each line
/// matter (one may be an array's separator; if the next one fails, so does the rest of the line).
/// Offsets ascend; each is kept as its distance from the one before in base 128, the first byte marked: one byte for most.
/// </summary>
internal sealed class OpenContainers
{
    const byte First = 0x80;

    byte[] distances = new byte[256];
    int length;
    long origin;
    long last;
    int cursor;
    long atCursor;

    /// <summary>The offset where the scan failed; 0 before.</summary>
    public long FailedAt { get; private set; }

    public void Clear()
    {
        length = 0;
        origin = last = 0;
        FailedAt = 0;
    }

    public void Push(long offset)
    {
        if (length == 0)
            origin = last = offset;
        if (distances.Length - length < 10)
            Array.Resize(ref distances, distances.Length * 2);
        var distance = offset - last;
        distances[length++] = (byte)(distance & 0x7F | First);
        for (distance >>= 7; distance != 0; distance >>= 7)
            distances[length++] = (byte)(distance & 0x7F);
        last = offset;
    }

    /// <summary>Removes the last one and returns it.</summary>
    public long Pop()
    {
        var popped = last;
        long distance = 0;
        byte part;
        do
        {
            part = distances[--length];
            distance = distance << 7 | (uint)(part & 0x7F);
        }
        while ((part & First) == 0);
        last -= distance;
        return popped;
    }

    /// <summary>Records that the scan failed. Afterwards <see cref="Contains"/> may be called, with ascending offsets.</summary>
    public void Fail(long at)
    {
        FailedAt = at;
        cursor = 0;
        atCursor = origin;
    }

    /// <summary>Whether a container that begins at this offset is known to fail.</summary>
    public bool Contains(long offset)
    {
        if (offset >= FailedAt)
            return false;
        if (cursor > 0 && atCursor == offset)
            return true;
        while (cursor < length)
        {
            var next = cursor;
            long distance = distances[next++] & 0x7F;
            for (var shift = 7; next < length && (distances[next] & First) == 0; shift += 7)
                distance |= (long)distances[next++] << shift;
            if (atCursor + distance > offset)
                return false;
            atCursor += distance;
            cursor = next;
            if (atCursor == offset)
                return true;
        }
        return false;
    }
}
