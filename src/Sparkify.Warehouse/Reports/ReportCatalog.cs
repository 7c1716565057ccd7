namespace Sparkify.Warehouse.Reports;

/// <summary>The standard reports: every <c>Reports/*.sql</c>, sorted by name.</summary>
public static class ReportCatalog
{
    const string Folder = "reports/";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Report> All { get; } = Read();

    /// <summary>The report with this name; null if there is none.</summary>
    public static Report? Find(string name) => All.FirstOrDefault(report => report.Name == name);

    static List<Report> Read()
    {
        var assembly = typeof(ReportCatalog).Assembly;
        return [.. assembly.GetManifestResourceNames()
            .Where(resource => resource.StartsWith(Folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(resource => Report.Parse(Path.GetFileNameWithoutExtension(resource), Text(resource)))];

        string Text(string resource)
        {
            using var stream = assembly.GetManifestResourceStream(resource) ?? throw new InvalidOperationException($"{resource} is not in the assembly.");
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        }
    }
}
