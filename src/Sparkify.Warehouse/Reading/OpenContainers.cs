namespace Sparkify.Warehouse.Reading;

/// <summary>
/// Where the objects and arrays begin that are open at some point of a scan. When the scan fails there, a scan that begins with any
/// of them would fail at the same byte, so nobody needs to try: this keeps text that is no JSON linear. Of each line only the first
/// two matter (one may be an array's separator; the next that fails takes the rest of the line with it).
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

    /// <summary>Where the scan failed; 0 while there is none.</summary>
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

    /// <summary>Takes back the last one and returns it.</summary>
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

    /// <summary>The scan ended without a value; from now on it is asked, in ascending order, whether a container was open.</summary>
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
