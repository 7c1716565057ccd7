using System.Data.Common;
using System.Globalization;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Model;
using Sparkify.Warehouse.Staging.Settling;

namespace Sparkify.Warehouse.Staging;

/// <summary>
/// Migrates a backroom of an earlier model version to this one (R15), in one transaction: a script per version (staging/upgrades/VERSION.sql, or
/// VERSION.ENGINE.sql where one engine alone keeps things otherwise) alters staging, ledger and rejects; derived tables are created and filled again. The front room then has another version, so the load that
/// migrates rebuilds it in full.
/// </summary>
static class BackroomUpgrade
{
    static readonly Table[] Derived =
    [
        SparkifyWarehouse.DuplicateEvents, SparkifyWarehouse.DuplicateSongs, SparkifyWarehouse.EventRekeys,
        SparkifyWarehouse.ChangedEvents, SparkifyWarehouse.ChangedSongs, SparkifyWarehouse.ChangedArtistNames,
    ];

    /// <summary>Runs the migration; does nothing if the version is already this one.</summary>
    public static void Run(DbConnection connection, Dialect dialect, int version)
    {
        if (version == SparkifyWarehouse.ModelVersion)
            return;
        connection.InTransaction(() =>
        {
            for (var next = version + 1; next <= SparkifyWarehouse.ModelVersion; next++)
                if (ScriptOf(next) is var script && (SqlScripts.Files.Contains(script + ".sql") || SqlScripts.Files.Contains($"{script}.{dialect.Name}.sql")))
                    connection.Execute(SqlScripts.Read(script, dialect));
            Derive(connection, dialect);
            connection.Execute(SqlScripts.Read("staging/ledger/set_model_version", dialect), SparkifyWarehouse.ModelVersion);
        });
    }

    static string ScriptOf(int version) => $"staging/upgrades/{version.ToString(CultureInfo.InvariantCulture)}";

    static void Derive(DbConnection connection, Dialect dialect)
    {
        foreach (var table in Derived)
        {
            connection.Execute($"drop table if exists {dialect.Identifier(table.Room, table.Name)}");
            foreach (var statement in dialect.CreateTable(table))
                connection.Execute(statement);
        }
        foreach (var view in SparkifyWarehouse.Views.Where(view => view.Room == Room.Backroom))
            foreach (var statement in dialect.CreateView(view, SqlScripts.Read(RoomScript.ScriptOf(view), dialect)))
                connection.Execute(statement);
        new Deduplicator(connection, dialect, static (identity, round) => identity.Key(round)).Resolve();
    }
}
