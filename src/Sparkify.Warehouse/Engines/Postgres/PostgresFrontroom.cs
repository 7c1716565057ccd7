using System.Data.Common;
using System.Globalization;
using Sparkify.Warehouse.Engines.Servers;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Engines.Postgres;

/// <summary>
/// The front room on the analysts' login. The wall is what the server grants to it; the settings here only keep a query from running or
/// growing without end by mistake, since a login may change its own settings. The caller cancels a query that takes too long.
/// </summary>
static class PostgresFrontroom
{
    /// <summary>Connects; a <see cref="WarehouseException"/> refuses a login that could enter the backroom.</summary>
    public static DbConnection Open(ServerTarget target, EngineLogins logins, QueryLimits limits)
    {
        var connection = ServerQueries.Connect(target, logins);
        try
        {
            var dialect = new PostgresDialect();
            var (mayEnter, sees) = connection.Single(SqlScripts.Read("engines/postgres/who_asks", dialect), row => (row.GetBoolean(0), row.GetBoolean(1)));
            if (mayEnter)
                throw new WarehouseException(
                    $"The login {connection.UserName} may enter the backroom, so no query runs on it. Name the analysts' login with DB_USER under [ANALYST] in dwh.cfg or in SPARKIFY_ANALYST_USER; etl makes it where it is missing.");
            if (!sees)
                throw new WarehouseMissingException(target.ToString());
            connection.Execute("set default_transaction_read_only = on");
            // Several statements of one query see one publication.
            connection.Execute("set default_transaction_isolation = 'repeatable read'");
            connection.Execute(string.Create(CultureInfo.InvariantCulture, $"set statement_timeout = {(long)limits.Timeout.TotalMilliseconds}"));
            connection.Execute($"set search_path = {Room.Frontroom.SchemaName()}");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
