using System.Security.Cryptography;
using System.Text;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Web.SignIn;

/// <summary>The secret that lets in whoever knows it.</summary>
/// <param name="Value">The secret.</param>
/// <param name="IsForLink">Whether it was made for the link that is printed, and not given by whoever runs the server.</param>
sealed record AccessToken(string Value, bool IsForLink)
{
    const int Least = 16;
    const int LeastDifferent = 8;

    /// <summary>A new one, for the link.</summary>
    public static AccessToken New() => new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)), IsForLink: true);

    /// <summary>The one that was given; a <see cref="UsageException"/> refuses what can be guessed.</summary>
    public static AccessToken Given(string value) => value.Length >= Least && value.Distinct().Count() >= LeastDifferent
        ? new(value, IsForLink: false)
        : throw new UsageException(
            $"SPARKIFY_SERVE_TOKEN can be guessed: it has {value.Length} characters, {value.Distinct().Count()} of them different. Expected at least {Least} random ones, {LeastDifferent} of them different, such as: openssl rand -hex 24");

    /// <summary>Whether this is the secret. Both are hashed first, so that neither its content nor its length shows in the time that this takes.</summary>
    public bool Is(string given) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(Value)));

    /// <inheritdoc/>
    public override string ToString() => "the access token";
}
