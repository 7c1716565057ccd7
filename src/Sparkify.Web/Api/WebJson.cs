using System.Text.Json.Serialization;
using Sparkify.Web.Catalogue;

namespace Sparkify.Web.Api;

/// <summary>JSON settings of the responses.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CatalogueDocument))]
[JsonSerializable(typeof(QueryAnswer))]
[JsonSerializable(typeof(TableAnswer))]
[JsonSerializable(typeof(ReportAnswer))]
[JsonSerializable(typeof(NamedSqlAnswer))]
[JsonSerializable(typeof(FreshnessAnswer))]
[JsonSerializable(typeof(FiltersAnswer))]
[JsonSerializable(typeof(IReadOnlyList<ReportSummary>))]
[JsonSerializable(typeof(IReadOnlyList<FunctionAnswer>))]
[JsonSerializable(typeof(PublicationAnswer))]
sealed partial class WebJson : JsonSerializerContext;
