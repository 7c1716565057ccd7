using System.Text.Json.Serialization;

namespace Sparkify.Web.Api;

/// <summary>A query to be run, or its plan to be explained.</summary>
sealed record QueryRequest(string Sql, bool Explain = false);

/// <summary>A query to be shared under a name.</summary>
sealed record ShareRequest(string Name, string Sql);

/// <summary>JSON settings of the requests: a missing, null or unknown member is an error.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(QueryRequest))]
[JsonSerializable(typeof(ShareRequest))]
sealed partial class RequestJson : JsonSerializerContext;
