using Sparkify.Warehouse.Engines.Servers.Shared;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Engines.Servers.Postgres;

/// <summary>The copies of a rebuild have the rooms' names, and the rooms others, until the transaction ends: scripts run unchanged.</summary>
static class PostgresRebuild
{
    const string PublishedSchema = "frontroom_as_published";
    const string KeptSchema = "backroom_as_kept";

    static readonly string[] MakeWay =
    [
        $"alter schema {Room.Frontroom.SchemaName()} rename to {PublishedSchema}",
        $"alter schema {Room.Backroom.SchemaName()} rename to {KeptSchema}",
    ];

    /// <inheritdoc cref="ServerRebuildSession.Open"/>
    public static ServerRebuildSession Open(PostgresEngine engine, CancellationToken cancellation) => ServerRebuildSession.Open(
        engine.Open,
        [.. PostgresLoadSession.Settings(engine.Dialect), "begin isolation level repeatable read"],
        connection => new RebuildRooms(
            PostgresPublication.Find(connection, Room.Frontroom.SchemaName(), engine.Target) ?? throw new WarehouseMissingException(engine.Target),
            new PostgresDialect(),
            table => $"{(table.Room == Room.Frontroom ? PublishedSchema : KeptSchema)}.{table.Name}",
            MakeWay),
        cancellation);
}
