using Sparkify.Warehouse.Engines.Sql;

namespace Sparkify.Warehouse.Staging.Ledger;

/// <summary>The ledger queries of <c>status</c> and <c>rejects</c>, sections of <c>status.sql</c> and its neighbours.</summary>
public static class LedgerQueries
{
    /// <summary>Every file with its counts.</summary>
    public static string Files(Dialect dialect) => Read("status_files", dialect);

    /// <summary>Every load, newest first.</summary>
    public static string Loads(Dialect dialect) => Read("status_loads", dialect);

    /// <summary>The rejects, filtered by three parameters (file, reason, load); null for no filter.</summary>
    public static string Rejects(Dialect dialect) => Read("rejects", dialect);

    /// <summary>How fresh the front room is.</summary>
    public static string NewestEvent(Dialect dialect) => Read("newest_event", dialect);

    /// <summary>The load that is settled and not yet marked as published; no row if there is none.</summary>
    public static string Unpublished(Dialect dialect) => Read("unpublished_load", dialect);

    /// <summary>The counts of pending files, rows and rejects.</summary>
    public static string Pending(Dialect dialect) => Read("pending_rejects", dialect);

    /// <summary>Whether there is a load with this number; one parameter.</summary>
    public static string HasLoad(Dialect dialect) => Read("has_load", dialect);

    /// <summary>How many contents of a file there are, by its path or the end of it; one parameter.</summary>
    public static string HasFile(Dialect dialect) => Read("has_file", dialect);

    /// <summary>The warehouse's id, and the model version that wrote its backroom.</summary>
    public static string Identity(Dialect dialect) => Read("identity", dialect);

    static string Read(string name, Dialect dialect) => SqlScripts.Read($"staging/ledger/{name}", dialect);
}
