using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Sparkify.Warehouse.Sources.Local;

/// <summary>Names of files as the system has them, which are bytes, and as people and the ledger have them, which are text.</summary>
static class PathNames
{
    /// <summary>The longest path that the ledger keeps, in bytes.</summary>
    public const int Longest = 4096;

    const string Cut = "…";

    /// <summary>A path that ends with a zero, as the calls of the system want it.</summary>
    public static byte[] Terminated(string path) => Encoding.UTF8.GetBytes(path + "\0");

    /// <summary>Folder and name joined, followed by a zero.</summary>
    public static byte[] Join(ReadOnlySpan<byte> folder, ReadOnlySpan<byte> name)
    {
        var separator = folder.IsEmpty ? 0 : 1;
        var joined = new byte[folder.Length + separator + name.Length + 1];
        folder.CopyTo(joined);
        if (separator == 1)
            joined[folder.Length] = (byte)'/';
        name.CopyTo(joined.AsSpan(folder.Length + separator));
        return joined;
    }

    /// <summary>Whether a name is text.</summary>
    public static bool IsText(ReadOnlySpan<byte> name) => Utf8.IsValid(name);

    /// <summary>A name as text, with each byte that is no part of UTF-8 as <c>\xe9</c>; cut where the ledger could not keep it.</summary>
    public static string Shown(ReadOnlySpan<byte> name)
    {
        var text = new StringBuilder();
        while (!name.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(name, out var rune, out var used) is System.Buffers.OperationStatus.Done)
                text.Append(rune);
            else
                foreach (var strange in name[..used])
                    text.Append(CultureInfo.InvariantCulture, $"\\x{strange:x2}");
            name = name[used..];
        }
        return Shortened(text.ToString());
    }

    /// <summary>A path that the ledger can keep: cut at its end where it is too long.</summary>
    public static string Shortened(string path)
    {
        if (Encoding.UTF8.GetByteCount(path) <= Longest)
            return path;
        var kept = path.Length;
        while (Encoding.UTF8.GetByteCount(path.AsSpan(0, kept)) > Longest - Cut.Length * 3)
            kept--;
        return path[..kept] + Cut;
    }
}
