using System.Globalization;
using Sparkify.Warehouse.Engines.Servers.Shared;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Warehouse.Engines.Servers.Redshift;

/// <summary>The copies of a rebuild are schemas with names of their own, beside the rooms.</summary>
static class RedshiftRebuild
{
    /// <inheritdoc cref="ServerRebuildSession.Open"/>
    public static ServerRebuildSession Open(RedshiftEngine engine, CancellationToken cancellation) => ServerRebuildSession.Open(
        engine.Open,
        ["set statement_timeout to 0", "begin isolation level serializable"],
        connection =>
        {
            var shown = RedshiftPublication.Find(connection, engine.Target) ?? throw new WarehouseMissingException(engine.Target);
            return new RebuildRooms(
                shown.State, new RedshiftDialect(shown.Keys, string.Create(CultureInfo.InvariantCulture, $"_rebuilt_{connection.ProcessID}")), table => table.FullName, MakeWay: []);
        },
        cancellation);
}
