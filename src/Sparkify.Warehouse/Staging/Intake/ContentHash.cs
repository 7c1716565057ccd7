using System.Globalization;
using System.IO.Hashing;
using Sparkify.Warehouse.Sources.Contract;

namespace Sparkify.Warehouse.Staging.Intake;

/// <summary>XXH128 of a file's bytes as stored (xxHash specification 0.1.1), in the ledger's form: 32 hexadecimal digits.</summary>
static class ContentHash
{
    /// <summary>The hash of a whole file; null if it cannot be read.</summary>
    public static string? Of(IFileOpener opener, SourceFile file)
    {
        try
        {
            using var stream = opener.Open(file);
            var hash = new XxHash128();
            hash.Append(stream);
            return Text(hash.GetCurrentHashAsUInt128());
        }
        // Then it is not a known content; reading it for the load will report the error.
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>A hash in the ledger's form.</summary>
    public static string Text(UInt128 hash) => hash.ToString("x32", CultureInfo.InvariantCulture);
}
