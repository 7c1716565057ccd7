using System.Text.Json.Serialization;

namespace Sparkify.Web.SignIn;

/// <summary>Who is signed in, the token for requests that change something, and the limits.</summary>
sealed record SessionAnswer(string? Person, bool NeedsLogin, bool AsksName, string Token, string? Warehouse, int RowLimit, double TimeLimitSeconds);

/// <summary>A sign-in, with a name if there are users.</summary>
sealed record LoginRequest(string Password, string? Name = null);

/// <summary>Their JSON settings.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(SessionAnswer))]
[JsonSerializable(typeof(LoginRequest))]
sealed partial class SignInJson : JsonSerializerContext;
