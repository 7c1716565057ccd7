using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Reading;
using Sparkify.Warehouse.Staging.Intake;
using Sparkify.Warehouse.Staging.Ledger;

namespace Sparkify.Warehouse.Load;

/// <summary>Creates the report of a load from the ledger and the front room's row counts.</summary>
sealed class LoadReporting(LockedWarehouse held)
{
    const int MostNamed = 5;

    readonly LoadLedger ledger = held.Ledger;

    public LoadReport Report(
        long? load, bool published, List<IntakePlan> plans, StagingLoader loader, UnknownFields unknown, IEnumerable<string> earlier, PhaseClock phases)
    {
        var (files, rows) = load is { } id ? ledger.Account(id) : (0, RowCounts.None);
        var failures = loader.Failures.ConvertAll(failure => new FileFailure(failure.Uri, failure.Error));
        var bySource = ledger.Sources(load ?? 0);
        var skipped = plans.Sum(plan => plan.Skipped) + loader.Unchanged;
        return new LoadReport(
            ledger.LastPublished(),
            published,
            new FileCounts(files, skipped, failures.Count),
            SparkifyWarehouse.Sources.ToDictionary(source => source.Name, source => bySource.FirstOrDefault(found => found.Source == source.Name).Counts ?? new SourceCounts(0, 0)),
            rows,
            held.CountRows(),
            phases.Total,
            phases.Seconds,
            phases.CpuSeconds,
            failures,
            [.. plans.SelectMany(plan => plan.Listing.PassedOver)],
            [.. earlier, .. AllRejected(bySource), .. Warnings(unknown, plans)],
            failures.Count > 0 ? ExitCode.NotClean : ExitCode.Done);
    }

    static IEnumerable<string> AllRejected(IEnumerable<(string Source, SourceCounts Counts, long Rejected)> sources) => sources
        .Where(source => source.Counts.Rows > 0 && source.Rejected == source.Counts.Rows)
        .Select(source => $"All {source.Counts.Rows:N0} {(source.Counts.Rows == 1 ? "row" : "rows")} of {source.Source} that this load read were rejected. 'sparkify rejects' shows why.");

    IEnumerable<string> Warnings(UnknownFields unknown, List<IntakePlan> plans)
    {
        if (held.UpgradedFrom is { } version)
            yield return $"The warehouse was upgraded from model version {version} to {SparkifyWarehouse.ModelVersion}: staging was migrated, and the front room was rebuilt from it. No file had to be read again.";
        if (held.Session.AdministratorsSql is { Count: > 0 } statements)
            yield return $"Analysts have access that this login cannot revoke. Ask an administrator to run: {string.Join("; ", statements)};";
        foreach (var warning in held.Session.Warnings)
            yield return warning;
        foreach (var skew in SkewWarning.Of(held.StoredTables()))
            yield return skew;
        foreach (var field in unknown.All.Take(MostNamed))
            yield return $"Field {field.Name} is unknown and was ignored in {field.Count:N0} {(field.Count == 1 ? "row" : "rows")}, first in {ledger.UriOf(field.FileId)}:{field.Line}.";
        if (unknown.All.Count > MostNamed)
            yield return $"{unknown.All.Count - MostNamed:N0} more unknown fields were ignored.";
        foreach (var warning in SourceWarnings.Of(plans.Select(plan => plan.Listing)))
            yield return warning;
    }
}
