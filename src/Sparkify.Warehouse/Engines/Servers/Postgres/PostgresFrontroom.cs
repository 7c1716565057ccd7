using System.Data.Common;
using System.Globalization;
using Npgsql;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.Servers.Shared;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Engines.Servers.Postgres;

/// <summary>
/// The front room on the analysts' login. Access is what the server grants to it; the settings here only keep a query from running or
/// growing without end by mistake, since a login may change its own settings. The caller cancels a query that takes too long.
/// </summary>
static class PostgresFrontroom
{
    /// <summary>Connects; a <see cref="WarehouseException"/> refuses a login that could enter the backroom.</summary>
    public static DbConnection Open(ServerTarget target, EngineLogins logins, QueryLimits limits) => ServerQueries.Open(
        target, logins,
        connection => connection.Single(SqlScripts.Read("engines/servers/postgres/login_privileges", new PostgresDialect()), row => (row.Text(0), row.GetBoolean(1))),
        connection =>
        {
            connection.Execute("set default_transaction_read_only = on");
            // Texts end where they seem to, whatever the login has set for itself.
            connection.Execute("set standard_conforming_strings = on");
            // Several statements of one query see one publication.
            connection.Execute("set default_transaction_isolation = 'repeatable read'");
            connection.Execute(string.Create(CultureInfo.InvariantCulture, $"set statement_timeout = {(long)limits.Timeout.TotalMilliseconds}"));
            connection.Execute($"set search_path = {Room.Frontroom.SchemaName()}");
        });

    /// <summary>Whether a login is an administrator's. No query runs on one, and none is changed.</summary>
    public static bool IsAdministrator(NpgsqlConnection connection, string user) =>
        connection.Query("select rolsuper from pg_roles where rolname = cast($1 as text)", row => row.GetBoolean(0), user) is [true];
}
