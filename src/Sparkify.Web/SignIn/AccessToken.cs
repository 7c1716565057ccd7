using System.Security.Cryptography;
using System.Text;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Web.SignIn;

/// <summary>A secret that is enough to sign in.</summary>
/// <param name="Value">The secret.</param>
/// <param name="IsForLink">Whether it was generated for the printed link, and not set by the operator of the server.</param>
sealed record AccessToken(string Value, bool IsForLink)
{
    const int Least = 16;
    const int LeastDifferent = 8;

    /// <summary>A new token, for the link.</summary>
    public static AccessToken New() => new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)), IsForLink: true);

    /// <summary>The token that was set; throws a <see cref="UsageException"/> if it can be guessed.</summary>
    public static AccessToken Given(string value) => value.Length >= Least && value.Distinct().Count() >= LeastDifferent
        ? new(value, IsForLink: false)
        : throw new UsageException(
            $"SPARKIFY_SERVE_TOKEN can be guessed: it has {value.Length} characters, {value.Distinct().Count()} of them different. Expected at least {Least} random ones, {LeastDifferent} of them different, such as: openssl rand -hex 24");

    /// <summary>Whether this is the secret. Both are hashed first, so that the time taken reveals neither its content nor its length.</summary>
    public bool Is(string given) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(Value)));

    /// <inheritdoc/>
    public override string ToString() => "the access token";
}
