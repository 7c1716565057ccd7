using Sparkify.Warehouse.Engines;

namespace Sparkify.Warehouse.Staging;

/// <summary>The questions that <c>status</c> and <c>rejects</c> ask of the ledger, one <c>.sql</c> file each.</summary>
public static class LedgerQueries
{
    /// <summary>Every file with its account.</summary>
    public static string Files(Dialect dialect) => Read("status_files", dialect);

    /// <summary>Every load, newest first.</summary>
    public static string Loads(Dialect dialect) => Read("status_loads", dialect);

    /// <summary>The rejects; its three parameters (file, reason, load) narrow them down, null does not.</summary>
    public static string Rejects(Dialect dialect) => Read("rejects", dialect);

    /// <summary>How fresh the front room is.</summary>
    public static string NewestEvent(Dialect dialect) => Read("newest_event", dialect);

    /// <summary>The load that is taken in and not known to be shown; no row when there is none.</summary>
    public static string Unpublished(Dialect dialect) => Read("unpublished_load", dialect);

    /// <summary>What is staged and not shown yet: files, rows, rejects.</summary>
    public static string Pending(Dialect dialect) => Read("pending_rejects", dialect);

    /// <summary>How many loads have this number; one parameter.</summary>
    public static string HasLoad(Dialect dialect) => Read("has_load", dialect);

    /// <summary>Who the warehouse is, and the model version its backroom was written by.</summary>
    public static string Identity(Dialect dialect) => Read("identity", dialect);

    static string Read(string name, Dialect dialect) => SqlScripts.Read($"staging/ledger/{name}", dialect);
}
