using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Sparkify.Warehouse.Keys;

/// <summary>
/// The slice of a value of a distribution key, in the model: the first four hexadecimal digits of the MD5 of the value's text in UTF-8 are its
/// bucket, one of 65,536; slice = bucket × slices ÷ 65,536, rounded down. The hash of the real engine is not public. Any good hash spreads many values
/// evenly and two values over two slices at most, and this one can be computed on every engine.
/// </summary>
public static class SliceHash
{
    /// <summary>The number of buckets in which values are counted; slices are derived from them.</summary>
    public const int Buckets = 1 << 16;

    /// <summary>The digits of a null value.</summary>
    public const string NullDigits = "null";

    /// <summary>The bucket for four hexadecimal digits; null is in the first.</summary>
    public static int Bucket(string digits) => digits == NullDigits ? 0 : int.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    /// <summary>The slice of a bucket.</summary>
    public static int Slice(int bucket, int slices) => (int)((long)bucket * slices / Buckets);

    /// <summary>The slice of a value's text.</summary>
    public static int SliceOf(string? text, int slices)
    {
        if (text is null)
            return 0;
        // Not used for security: it is the one hash that every engine has.
#pragma warning disable CA5351
        var hash = MD5.HashData(Encoding.UTF8.GetBytes(text));
#pragma warning restore CA5351
        return Slice((hash[0] << 8) | hash[1], slices);
    }
}
