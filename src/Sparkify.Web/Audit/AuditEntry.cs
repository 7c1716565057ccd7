using System.Text.Json.Serialization;

namespace Sparkify.Web.Audit;

/// <summary>A line of the audit log.</summary>
/// <param name="At">When, in UTC.</param>
/// <param name="Person">The person.</param>
/// <param name="Action">What kind of request: query, report, download csv, share, sign-in, …</param>
/// <param name="What">The text of the query, the report and its filters, or the address that the request came from.</param>
/// <param name="Outcome">How it went: started, done, failed, cancelled, refused.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Rows">Rows of the result.</param>
/// <param name="Query">The query's number, the same on each of its lines.</param>
sealed record AuditEntry(string At, string Person, string Action, string What, string Outcome, double Seconds, long Rows, string? Query);

/// <summary>The JSON settings of the lines.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AuditEntry))]
sealed partial class AuditJson : JsonSerializerContext;
