using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Sparkify.Simulator;
using Sparkify.Warehouse.Keys;
using Sparkify.Warehouse.Load;
using Sparkify.Warehouse.Staging.Ledger;

namespace Sparkify.Cli.Output;

/// <summary>An error as <c>--json</c> prints it.</summary>
internal sealed record ErrorDocument(string Error, int ExitCode);

/// <summary>A check as <c>check --json</c> prints it.</summary>
internal sealed record CheckDocument(string Name, bool Ok, string Proves, string Query, IReadOnlyList<Dictionary<string, string?>> Sample);

/// <summary>What <c>check --json</c> prints.</summary>
internal sealed record ChecksDocument(bool Ok, int Passed, int Failed, IReadOnlyList<CheckDocument> Checks);

/// <summary>A load as <c>status --json</c> prints it.</summary>
internal sealed record LoadDocument(
    long LoadId, string Kind, string State, string StartedAt, string? PublishedAt, long Files, RowCounts Rows, string? NewestEventAt, string? Message);

/// <summary>Files that were loaded, and their rows, which are not published yet.</summary>
internal sealed record PendingDocument(long Files, long Rows);

/// <summary>What <c>status --json</c> prints; the loads are null while another process has the ledger, or where Backroom says why it cannot be read.</summary>
internal sealed record StatusDocument(
    string Target, bool Exists, string? HeldBy, long? LoadId, string? NewestEventAt, double? AgeSeconds,
    IReadOnlyDictionary<string, long> Tables, IReadOnlyList<LoadDocument>? Loads)
{
    /// <summary>Why the backroom cannot be read; null where it can.</summary>
    public string? Backroom { get; init; }

    /// <summary>What a stopped load has loaded; null if there is none.</summary>
    public PendingDocument? Pending { get; init; }
}

/// <summary>A report as <c>report --json</c> lists it.</summary>
internal sealed record ReportDocument(string Name, string Title, string Question);

/// <summary>What <c>create-tables --json</c> prints.</summary>
internal sealed record CreationDocument(string Target, bool Created, string? Sql);

/// <summary>What <c>docs --json</c> prints: where the text was written, or the text.</summary>
internal sealed record DocsDocument(string? File, string? Text);

/// <summary>What <c>export --json</c> prints: the folder, and rows by table.</summary>
internal sealed record ExportDocument(string Folder, IReadOnlyDictionary<string, long> Tables);

/// <summary>
/// Every document the commands print, names in snake_case. Code that writes is generated, and none that describes types: describing
/// them costs a load that is short a noticeable part of its time.
/// </summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Serialization, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ErrorDocument))]
[JsonSerializable(typeof(ChecksDocument))]
[JsonSerializable(typeof(StatusDocument))]
[JsonSerializable(typeof(CreationDocument))]
[JsonSerializable(typeof(DocsDocument))]
[JsonSerializable(typeof(ExportDocument))]
[JsonSerializable(typeof(IReadOnlyList<ReportDocument>))]
[JsonSerializable(typeof(LoadReport))]
[JsonSerializable(typeof(LoadPreview))]
[JsonSerializable(typeof(WithdrawalReport))]
[JsonSerializable(typeof(WithdrawalPreview))]
[JsonSerializable(typeof(SimulationSummary))]
[JsonSerializable(typeof(KeysReport))]
internal sealed partial class CliJson : JsonSerializerContext
{
    // Text is not escaped for HTML.
    static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes one document and a line end.</summary>
    public static void Write<T>(Stream output, T value, JsonTypeInfo<T> type)
    {
        using (var writer = new Utf8JsonWriter(output, Readable))
            JsonSerializer.Serialize(writer, value, type);
        output.Write("\n"u8);
    }
}
