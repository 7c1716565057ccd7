using Sparkify.Warehouse.Errors;

namespace Sparkify.Warehouse.Sources.Contract;

/// <summary>A file that is read whole, such as one that says how others are to be read.</summary>
static class SmallFile
{
    /// <summary>The most bytes of one.</summary>
    public const int MostBytes = 1 << 20;

    /// <summary>A file that is too large to be read whole.</summary>
    public static UsageException TooLarge(string location) => new($"{location} is larger than {MostBytes:N0} bytes. Expected a small file that says how others are to be read.");
}
