namespace Sparkify.Warehouse.Tests.Reading;

/// <summary>Returns its bytes in pieces of random size; cannot seek.</summary>
internal sealed class ChoppedStream(byte[] bytes, Random random, int most) : MemoryStream(bytes)
{
    public override bool CanSeek => false;

    public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, random.Next(1, most + 1))]);
}
