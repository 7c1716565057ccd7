using System.Globalization;

namespace Sparkify.Warehouse.Load;

/// <summary>What analysts see of a load that published nothing: that it did not, when and why, but none of the data.</summary>
static class LoadNotice
{
    /// <summary>Too many of its rows are rejects.</summary>
    public static string Refused(long load, DateTimeOffset at, long rejected, long rows, RejectLimit limit) =>
        Of(load, at, string.Create(CultureInfo.InvariantCulture, $"was refused: {rejected:N0} of {rows:N0} rows were rejected, more than the limit ({limit}) allows"));

    /// <summary>None of its files could be read.</summary>
    public static string Unreadable(long load, DateTimeOffset at, int files) => Of(load, at, string.Create(CultureInfo.InvariantCulture, $"failed: none of {files:N0} files could be read"));

    /// <summary>A check of what it built failed.</summary>
    public static string Unsound(long load, DateTimeOffset at) => Of(load, at, "failed: what it built did not pass its checks");

    static string Of(long load, DateTimeOffset at, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"Load {load} of {at.UtcDateTime:yyyy-MM-dd HH:mm} UTC {what}. The data are those of the load published before it.");
}
