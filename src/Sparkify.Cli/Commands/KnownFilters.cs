using System.Data.Common;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Reports;

namespace Sparkify.Cli.Commands;

/// <summary>
/// Filters whose values are in the data: a part of a place's name is enough if it means one place only, as on the reports' page, and a level that nobody has
/// is a mistake.
/// </summary>
internal static class KnownFilters
{
    const int MostNamed = 4;

    /// <summary>Filters with the place's whole name; a <see cref="WarehouseException"/> if nobody listened there, several places match, or nobody has the level.</summary>
    public static ReportFilters Complete(Invocation call, ReportFilters filters)
    {
        if (filters is { Place: null, Level: null })
            return filters;
        var engine = call.OpenEngine();
        using var connection = FrontroomQuery.Open(engine, call.Confine(engine), call);
        if (filters.Level is { } level)
            RequireLevel(connection, level);
        return filters.Place is { } written ? WithWholePlace(call, engine, connection, filters, written) : filters;
    }

    static void RequireLevel(DbConnection connection, string level)
    {
        if (connection.Query("select 1 from frontroom.user_levels where level = $1 union all select 1 from frontroom.page_events where level = $1 limit 1", row => true, level) is [])
            throw new WarehouseException($"Nobody has the level \"{level}\". The levels: {string.Join(", ", connection.Query("select distinct level from frontroom.user_levels order by level", row => row.GetString(0)).Take(MostNamed))}.");
    }

    static ReportFilters WithWholePlace(Invocation call, IEngine engine, DbConnection connection, ReportFilters filters, string written)
    {
        var found = connection.Query(SqlScripts.Read("results/places_like", engine.Dialect), row => row.GetString(0), written);
        if (found.Contains(written))
            return filters;
        return found switch
        {
            [var one] => filters with { Place = one },
            [] => throw new WarehouseException($"Nobody listened from a place called \"{written}\". The places: {call.Program} report listening-by-place{call.WarehouseOptions}"),
            _ => throw new WarehouseException(
                $"\"{written}\" could be {string.Join("; ", found.Take(MostNamed))}{(found.Count > MostNamed ? $", or one of {found.Count - MostNamed} more" : "")}. Write more of its name."),
        };
    }
}
