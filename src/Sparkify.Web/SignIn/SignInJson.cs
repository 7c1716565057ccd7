using System.Text.Json.Serialization;

namespace Sparkify.Web.SignIn;

/// <summary>Who is there, the token for what acts, and the limits.</summary>
sealed record SessionAnswer(string? Person, bool NeedsLogin, bool AsksName, string Token, string? Warehouse, int RowLimit, double TimeLimitSeconds);

/// <summary>Somebody signs in, with a name where there are users.</summary>
sealed record LoginRequest(string Password, string? Name = null);

/// <summary>How they are written and read.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(SessionAnswer))]
[JsonSerializable(typeof(LoginRequest))]
sealed partial class SignInJson : JsonSerializerContext;
