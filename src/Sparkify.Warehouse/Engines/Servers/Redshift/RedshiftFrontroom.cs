using System.Data.Common;
using System.Globalization;
using Npgsql;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.Servers.Shared;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Engines.Servers.Redshift;

/// <summary>
/// The front room on the analysts' login. Access is what the server grants to it; the time-out only keeps a query from running without end by
/// mistake, since a login may change its own settings.
/// </summary>
static class RedshiftFrontroom
{
    /// <summary>Connects; a <see cref="WarehouseException"/> refuses a login that could enter the backroom.</summary>
    public static DbConnection Open(ServerTarget target, EngineLogins logins, QueryLimits limits, Dialect dialect) => ServerQueries.Open(
        target, logins,
        connection =>
        {
            var rooms = connection.Query(SqlScripts.Read("engines/servers/redshift/login_privileges", dialect), row => (Room: row.GetString(0).Trim(), MayEnter: row.GetBoolean(1), IsSuperuser: row.GetBoolean(2)));
            return (rooms.Any(room => (room.MayEnter && room.Room == Room.Backroom.SchemaName()) || room.IsSuperuser) ? "may enter the backroom" : null, rooms.Any(room => room.MayEnter && room.Room == Room.Frontroom.SchemaName()));
        },
        connection =>
        {
            connection.Execute(string.Create(CultureInfo.InvariantCulture, $"set statement_timeout to {(long)limits.Timeout.TotalMilliseconds}"));
            connection.Execute($"set search_path to {Room.Frontroom.SchemaName()}");
        });

    /// <summary>Whether a login is an administrator's. No query runs on one, and none is changed.</summary>
    public static bool IsAdministrator(NpgsqlConnection connection, string user) => connection.Query("select usesuper from pg_user where usename = $1", row => row.GetBoolean(0), user) is [true];
}
