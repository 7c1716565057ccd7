using System.Globalization;

namespace Sparkify.Cli.Tests.Faults;

/// <summary>
/// A simulated service, so large that a load of it can be met at any of its steps. It is simulated and loaded once for all tests, which
/// only read its files and change copies of its warehouse.
/// </summary>
static class LargeService
{
    const int Events = 60_000;

    static readonly Lazy<ScratchFolder> Folder = new(() =>
    {
        var scratch = new ScratchFolder();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => scratch.Dispose();
        Product.Run("simulate", scratch.Path, "--events", Events.ToString(CultureInfo.InvariantCulture), "--songs", "1000", "--quiet").Expect(0);
        return scratch;
    });

    static readonly Lazy<ScratchFolder> Loaded = new(() =>
    {
        Product.Run("etl", "--logs", Logs, "--songs", Songs, "--target", Folder.Value.Target, "--quiet").Expect(0);
        return Folder.Value;
    });

    /// <summary>Its event log.</summary>
    public static string Logs => Folder.Value.In("log_data");

    /// <summary>Its catalogue.</summary>
    public static string Songs => Folder.Value.In("song_data");

    /// <summary>Copies the warehouse that one load of it gave into a folder, as its warehouse.</summary>
    public static void CopyWarehouse(ScratchFolder folder) => folder.CopyFrom(Loaded.Value.In("warehouse"), "warehouse");
}
