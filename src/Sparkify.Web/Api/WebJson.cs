using System.Text.Json.Serialization;
using Sparkify.Web.Catalogue;
using Sparkify.Web.Saved;
using Sparkify.Web.Walls;

namespace Sparkify.Web.Api;

/// <summary>How the documents of the interface are written and read.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(AuditEntry))]
[JsonSerializable(typeof(SharedQuery[]))]
[JsonSerializable(typeof(IReadOnlyList<SharedQuery>))]
[JsonSerializable(typeof(CatalogueDocument))]
[JsonSerializable(typeof(ErrorAnswer))]
[JsonSerializable(typeof(SessionAnswer))]
[JsonSerializable(typeof(LoginRequest))]
[JsonSerializable(typeof(QueryRequest))]
[JsonSerializable(typeof(QueryAnswer))]
[JsonSerializable(typeof(ShareRequest))]
[JsonSerializable(typeof(TableAnswer))]
[JsonSerializable(typeof(ReportAnswer))]
[JsonSerializable(typeof(FreshnessAnswer))]
[JsonSerializable(typeof(FiltersAnswer))]
[JsonSerializable(typeof(IReadOnlyList<ReportSummary>))]
[JsonSerializable(typeof(IReadOnlyList<FunctionAnswer>))]
[JsonSerializable(typeof(PublicationAnswer))]
sealed partial class WebJson : JsonSerializerContext;
