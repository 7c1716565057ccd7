using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Sparkify.Warehouse.Keys;

/// <summary>
/// Which slice a value of a distribution key falls on, in the model: MD5 of the value's text in UTF-8, whose first four hexadecimal digits are the
/// value's bucket, of 65,536; slice = bucket × slices ÷ 65,536, without the remainder. The hash of the real engine is not public; any good one
/// spreads many values evenly and two values on two slices, and this one is the same function on every engine that a front room is measured on.
/// </summary>
public static class SliceHash
{
    /// <summary>Buckets that values are counted in before slices are cut from them.</summary>
    public const int Buckets = 1 << 16;

    /// <summary>The bucket of a value that is null: all of them lie together.</summary>
    public const string NullDigits = "null";

    /// <summary>The bucket that four hexadecimal digits name; null has the first.</summary>
    public static int Bucket(string digits) => digits == NullDigits ? 0 : int.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    /// <summary>The slice that a bucket falls on.</summary>
    public static int Slice(int bucket, int slices) => (int)((long)bucket * slices / Buckets);

    /// <summary>The slice that a value's text falls on.</summary>
    public static int SliceOf(string? text, int slices)
    {
        if (text is null)
            return 0;
        // Not for secrecy: it is the one hash that every engine has.
#pragma warning disable CA5351
        var hash = MD5.HashData(Encoding.UTF8.GetBytes(text));
#pragma warning restore CA5351
        return Slice((hash[0] << 8) | hash[1], slices);
    }
}
