using System.Data.Common;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Staging;

/// <summary>The backroom's tables and views, from the declaration.</summary>
static class BackroomTables
{
    /// <summary>Creates them if the schema is missing: all of them or none.</summary>
    public static void Create(DbConnection connection, Dialect dialect)
    {
        if (connection.Single(SqlScripts.Read("staging/ledger/has_backroom", dialect), row => row.Count(0)) > 0)
            return;
        connection.InTransaction(() =>
        {
            foreach (var statement in RoomScript.Create(Room.Backroom, dialect))
                connection.Execute(statement);
        });
    }
}
