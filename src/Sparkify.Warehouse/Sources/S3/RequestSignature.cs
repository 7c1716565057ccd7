using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Amazon.Runtime;

namespace Sparkify.Warehouse.Sources.S3;

/// <summary>
/// Signs a GET without a query or a body: AWS Signature Version 4, "Authenticating Requests: Using the Authorization Header". Only host and
/// x-amz headers are signed, which is what it asks for.
/// </summary>
sealed class RequestSignature(string region)
{
    const string Algorithm = "AWS4-HMAC-SHA256";
    const string HashOfNothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    // Derived once a day from a secret that seldom changes.
    SigningKey? latest;

    /// <summary>Adds the headers that say who asks.</summary>
    public void Sign(HttpRequestMessage request, ImmutableCredentials keys, DateTimeOffset now)
    {
        var time = now.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var headers = new List<(string Name, string Value)> { ("host", request.RequestUri!.Authority), ("x-amz-content-sha256", HashOfNothing), ("x-amz-date", time) };
        if (keys.UseToken)
            headers.Add(("x-amz-security-token", keys.Token));
        foreach (var (name, value) in headers.Skip(1))
            request.Headers.TryAddWithoutValidation(name, value);

        var signed = string.Join(';', headers.Select(header => header.Name));
        var canonical = $"GET\n{request.RequestUri.AbsolutePath}\n\n{string.Concat(headers.Select(header => $"{header.Name}:{header.Value}\n"))}\n{signed}\n{HashOfNothing}";
        var scope = $"{time[..8]}/{region}/s3/aws4_request";
        var text = $"{Algorithm}\n{time}\n{scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var signature = Convert.ToHexStringLower(Mac(KeyOf(keys.SecretKey, time[..8]), text));
        request.Headers.TryAddWithoutValidation("Authorization", $"{Algorithm} Credential={keys.AccessKey}/{scope}, SignedHeaders={signed}, Signature={signature}");
    }

    byte[] KeyOf(string secret, string day)
    {
        if (latest is { } known && known.Secret == secret && known.Day == day)
            return known.Key;
        var key = Mac(Mac(Mac(Mac(Encoding.UTF8.GetBytes("AWS4" + secret), day), region), "s3"), "aws4_request");
        latest = new SigningKey(secret, day, key);
        return key;
    }

    static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    sealed record SigningKey(string Secret, string Day, byte[] Key);
}
