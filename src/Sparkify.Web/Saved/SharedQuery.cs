using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Sparkify.Web.Http;

namespace Sparkify.Web.Saved;

/// <summary>A shared query.</summary>
/// <param name="Id">Its id in the link.</param>
/// <param name="Name">Its name.</param>
/// <param name="Sql">The query.</param>
/// <param name="By">Who shared it, as people see it.</param>
/// <param name="At">When it was shared.</param>
/// <param name="Account">The account that owns it; null in files of earlier versions.</param>
sealed partial record SharedQuery(string Id, string Name, string Sql, string By, string At, string? Account = null)
{
    /// <summary>
    /// The account that owns it. People without a name share one account per way of signing in: who they were is forgotten when their session
    /// ends, and then nobody could remove what they shared.
    /// </summary>
    [JsonIgnore]
    public string Owner => Account ?? (Visitor().IsMatch(By) ? Caller.LinkAccount : TokenHolder().IsMatch(By) ? Caller.TokenAccount : Caller.UserAccount(By));

    [GeneratedRegex("^visitor-[0-9a-f]{8}$")]
    private static partial Regex Visitor();

    [GeneratedRegex("^token-[0-9a-f]{8}$")]
    private static partial Regex TokenHolder();
}

/// <summary>JSON settings of the file, and of responses with its content.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SharedQuery[]))]
[JsonSerializable(typeof(IReadOnlyList<SharedQuery>))]
sealed partial class SavedJson : JsonSerializerContext;
