using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Sparkify.Web.Http;

namespace Sparkify.Web.Saved;

/// <summary>A query with a name.</summary>
/// <param name="Id">What its link names it by.</param>
/// <param name="Name">Its name.</param>
/// <param name="Sql">The query.</param>
/// <param name="By">Who shared it, as people see it.</param>
/// <param name="At">When.</param>
/// <param name="Account">Whose it is; null in files of earlier versions.</param>
sealed partial record SharedQuery(string Id, string Name, string Sql, string By, string At, string? Account = null)
{
    /// <summary>
    /// Whose it is. Of people without a name that is everybody who comes the same way: who they were is forgotten when their session ends, and
    /// nobody could remove what they shared.
    /// </summary>
    [JsonIgnore]
    public string Owner => Account ?? (Visitor().IsMatch(By) ? Caller.LinkAccount : TokenHolder().IsMatch(By) ? Caller.TokenAccount : Caller.UserAccount(By));

    [GeneratedRegex("^visitor-[0-9a-f]{8}$")]
    private static partial Regex Visitor();

    [GeneratedRegex("^token-[0-9a-f]{8}$")]
    private static partial Regex TokenHolder();
}

/// <summary>How the file is written, and the answers with what is in it.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SharedQuery[]))]
[JsonSerializable(typeof(IReadOnlyList<SharedQuery>))]
sealed partial class SavedJson : JsonSerializerContext;
