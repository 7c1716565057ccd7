namespace Sparkify.Warehouse.Reading;

/// <summary>Formats that are not JSON text and that a file's first bytes give away: such a file is one error and not as many rejects as it has lines.</summary>
internal static class KnownFormat
{
    const int TarMark = 257;

    /// <summary>The format, for people; null where none is known by the bytes. None of these begins a JSON value.</summary>
    /// <param name="start">The first bytes, as they are when gzip is unpacked.</param>
    /// <param name="isUnpacked">Whether gzip was unpacked.</param>
    public static string? Of(ReadOnlySpan<byte> start, bool isUnpacked) => start switch
    {
        [(byte)'B', (byte)'Z', (byte)'h', >= (byte)'1' and <= (byte)'9', 0x31 or 0x17, ..] => "bzip2",
        [(byte)'P', (byte)'K', 3, 4, ..] or [(byte)'P', (byte)'K', 5, 6, ..] => "ZIP",
        [0x28, 0xB5, 0x2F, 0xFD, ..] or [>= 0x50 and <= 0x5F, 0x2A, 0x4D, 0x18, ..] => "Zstandard",
        [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0, ..] => "xz",
        [0x04, 0x22, 0x4D, 0x18, ..] => "LZ4",
        [(byte)'7', (byte)'z', 0xBC, 0xAF, 0x27, 0x1C, ..] => "7-Zip",
        [0x1F, 0x9D, ..] => "compress (.Z)",
        [0x1F, 0x8B, ..] when isUnpacked => "gzip within gzip",
        [0xFF, 0x06, 0, 0, (byte)'s', (byte)'N', (byte)'a', (byte)'P', (byte)'p', (byte)'Y', ..] => "Snappy",
        [(byte)'P', (byte)'A', (byte)'R', (byte)'1', ..] => "Parquet",
        [(byte)'O', (byte)'b', (byte)'j', 1, ..] => "Avro",
        [(byte)'O', (byte)'R', (byte)'C', < (byte)' ', ..] => "ORC",
        // JSON may have the word there, but no zero bytes before it.
        _ when start.Length > TarMark && start[TarMark..].StartsWith("ustar"u8) && start[..TarMark].Contains((byte)0) => "tar",
        _ => null,
    };
}
