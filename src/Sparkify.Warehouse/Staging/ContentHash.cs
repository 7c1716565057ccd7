using System.Globalization;
using System.IO.Hashing;
using Sparkify.Warehouse.Sources;

namespace Sparkify.Warehouse.Staging;

/// <summary>XXH128 of a file's bytes as they lie (xxHash specification 0.1.1), as the ledger keeps it: 32 hexadecimal digits.</summary>
static class ContentHash
{
    /// <summary>Reads a file to its end; null when it cannot be read.</summary>
    public static string? Of(IFileOpener opener, SourceFile file)
    {
        try
        {
            using var stream = opener.Open(file);
            var hash = new XxHash128();
            hash.Append(stream);
            return Text(hash.GetCurrentHashAsUInt128());
        }
        // Then it is no known content, and the attempt to take it in tells what is wrong with it.
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>A hash as the ledger keeps it.</summary>
    public static string Text(UInt128 hash) => hash.ToString("x32", CultureInfo.InvariantCulture);
}
