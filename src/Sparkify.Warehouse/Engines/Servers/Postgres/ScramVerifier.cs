using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Sparkify.Warehouse.Engines.Servers.Postgres;

/// <summary>
/// What a server keeps instead of a password, by which it can tell that somebody knows it: SCRAM-SHA-256 (RFC 5803 and RFC 7677), in the form
/// that PostgreSQL's documentation of pg_authid gives.
/// </summary>
static class ScramVerifier
{
    const int Iterations = 4096;
    const int SaltBytes = 16;
    const int HashBytes = 32;

    /// <summary>A verifier with a salt of its own. Passwords of other than ASCII characters are taken as they are, without SASLprep.</summary>
    public static string Of(string password) => Of(password, RandomNumberGenerator.GetBytes(SaltBytes));

    internal static string Of(string password, byte[] salt)
    {
        var salted = Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, Iterations, HashAlgorithmName.SHA256, HashBytes);
        var storedKey = SHA256.HashData(HMACSHA256.HashData(salted, "Client Key"u8));
        var serverKey = HMACSHA256.HashData(salted, "Server Key"u8);
        return string.Create(CultureInfo.InvariantCulture, $"SCRAM-SHA-256${Iterations}:{Convert.ToBase64String(salt)}${Convert.ToBase64String(storedKey)}:{Convert.ToBase64String(serverKey)}");
    }
}
