using System.Data.Common;
using System.Globalization;
using Sparkify.Warehouse.Engines.Sql;

namespace Sparkify.Warehouse.Checks;

/// <summary>Runs the checks on a connection that sees both rooms (R12).</summary>
public sealed class CheckRun(DbConnection connection, Dialect dialect)
{
    const int SampleRows = 5;

    /// <summary>The checks of the whole warehouse: those rendered from the declaration, then those written by hand (checks/*.sql).</summary>
    public static IReadOnlyList<Check> All(Dialect dialect) => [.. ModelChecks.All(dialect), .. Written("checks/", dialect)];

    /// <summary>The checks of a full build that is about to be published: without what the engine's keys prove of the rows when they are created, or when it commits.</summary>
    public static IReadOnlyList<Check> OfBuild(Dialect dialect) => [.. ModelChecks.All(dialect, besideKeys: true), .. Written("checks/", dialect)];

    /// <summary>The checks of an incremental build, while its work tables and <see cref="CheckedRows"/> exist (checks/changes/*.sql).</summary>
    public static IReadOnlyList<Check> OfChanges(Dialect dialect) => [.. ChangeChecks.All(dialect), .. Written("checks/changes/", dialect)];

    /// <summary>Runs the checks of the whole warehouse and returns their results.</summary>
    public IReadOnlyList<CheckResult> Run(CancellationToken cancellation = default) => Run(All(dialect), ofEverything: true, cancellation);

    /// <summary>Runs the checks of the whole warehouse. A <see cref="CheckFailedException"/> has those that failed.</summary>
    public void Verify(CancellationToken cancellation = default) => Verify(All(dialect), ofEverything: true, cancellation);

    /// <summary>Runs the checks of a full build. A <see cref="CheckFailedException"/> has those that failed.</summary>
    public void VerifyBuild(CancellationToken cancellation = default) => Verify(OfBuild(dialect), ofEverything: true, cancellation);

    /// <summary>Runs the checks of an incremental build. A <see cref="CheckFailedException"/> has those that failed.</summary>
    public void VerifyChanges(CancellationToken cancellation = default)
    {
        using var rows = new CheckedRows(connection, dialect, cancellation);
        rows.Make();
        Verify(OfChanges(dialect), ofEverything: false, cancellation);
    }

    List<CheckResult> Run(IReadOnlyList<Check> checks, bool ofEverything, CancellationToken cancellation)
    {
        var (begin, end) = dialect.BuildSettings(ofEverything);
        foreach (var setting in begin)
            connection.Execute(setting);
        List<CheckResult> results = [.. checks.Select(check => Run(check, cancellation))];
        foreach (var setting in end)
            connection.Execute(setting);
        return results;
    }

    void Verify(IReadOnlyList<Check> checks, bool ofEverything, CancellationToken cancellation)
    {
        var failed = Run(checks, ofEverything, cancellation).FindAll(result => !result.Passed);
        if (failed.Count > 0)
            throw new CheckFailedException(failed);
    }

    static IEnumerable<Check> Written(string folder, Dialect dialect) =>
        from file in SqlScripts.Files
        where file.StartsWith(folder, StringComparison.Ordinal) && file.LastIndexOf('/') == folder.Length - 1 && file.Count(c => c == '.') == 1
        let script = file[..^".sql".Length]
        let query = SqlScripts.Read(script, dialect)
        select new Check(script[folder.Length..], FirstComment(query), query);

    /// <summary>The comment lines at the top of a script, as one sentence.</summary>
    static string FirstComment(string query) =>
        string.Join(' ', query.Split('\n').TakeWhile(line => line.StartsWith("--", StringComparison.Ordinal)).Select(line => line[2..].Trim()));

    /// <summary>Runs one check.</summary>
    public CheckResult Run(Check check, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var command = connection.Prepare(dialect.FirstRows(check.Query, SampleRows), []);
        using var registration = cancellation.Register(command.Cancel);
        using var reader = command.ExecuteReader();
        var columns = Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).ToList();
        var sample = new List<IReadOnlyList<string?>>();
        while (reader.Read())
            sample.Add([.. Enumerable.Range(0, reader.FieldCount)
                .Select(i => reader.IsDBNull(i) ? null : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture))]);
        return new CheckResult(check, columns, sample);
    }
}
