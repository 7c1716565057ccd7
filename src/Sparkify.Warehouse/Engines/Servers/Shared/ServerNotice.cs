using System.Data.Common;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.Sql;

namespace Sparkify.Warehouse.Engines.Servers.Shared;

/// <summary>
/// The notice to analysts, as the second line of a comment on the table of loads: a server shows comments to every login, and the table itself to
/// the one that loads alone.
/// </summary>
static class ServerNotice
{
    /// <summary>Writes it, or removes it.</summary>
    public static void Write(DbConnection connection, Dialect dialect, string? notice) => connection.Execute(dialect.Describe(SparkifyWarehouse.Loads, notice));

    /// <summary>Reads it; null if there is none.</summary>
    public static string? Read(IEngine engine)
    {
        using var connection = engine.OpenFrontroom(QueryLimits.Default);
        return connection.Query(SqlScripts.Read("engines/servers/shared/notice", engine.Dialect), row => row.GetString(0)) is [var comment] && comment.Split('\n', 2) is [_, var notice] ? notice : null;
    }
}
