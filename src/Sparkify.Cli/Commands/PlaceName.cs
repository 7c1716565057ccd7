using Sparkify.Warehouse.Engines;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Reports;

namespace Sparkify.Cli.Commands;

/// <summary>A part of a place's name is enough where it means one place only, as on the reports' page.</summary>
internal static class PlaceName
{
    const int MostNamed = 4;

    /// <summary>Filters with the place's whole name; a <see cref="WarehouseException"/> where nobody listened from there, or it could be several.</summary>
    public static ReportFilters Complete(Invocation call, ReportFilters filters)
    {
        if (filters.Place is not { } written)
            return filters;
        var engine = call.OpenEngine();
        using var connection = FrontroomQuery.Open(engine, call.Confine(engine), call);
        var found = connection.Query(SqlScripts.Read("results/places_like", engine.Dialect), row => row.GetString(0), written);
        if (found.Contains(written))
            return filters;
        return found switch
        {
            [var one] => filters with { Place = one },
            [] => throw new WarehouseException($"Nobody listened from a place called \"{written}\". The places: {call.Program} report listening-by-place{call.TargetOption}"),
            _ => throw new WarehouseException(
                $"\"{written}\" could be {string.Join("; ", found.Take(MostNamed))}{(found.Count > MostNamed ? $", or one of {found.Count - MostNamed} more" : "")}. Write more of its name."),
        };
    }
}
