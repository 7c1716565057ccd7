using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sparkify.Cli.Tests.Contract;

/// <summary>An authority of one test, and a certificate for <c>localhost</c> that it signed, as PEM files in a folder.</summary>
sealed class TestCertificates
{
    static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    public TestCertificates(string folder)
    {
        (Authority, Certificate, Key) = (Path.Combine(folder, "ca.pem"), Path.Combine(folder, "server.pem"), Path.Combine(folder, "server.key"));
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=tests", authorityKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var authority = request.CreateSelfSigned(Now.AddDays(-1), Now.AddDays(1));
        File.WriteAllText(Authority, authority.ExportCertificatePem());

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var server = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        server.CertificateExtensions.Add(names.Build());
        using var signed = server.Create(authority, Now.AddHours(-1), Now.AddHours(12), RandomNumberGenerator.GetBytes(8));
        File.WriteAllText(Certificate, signed.ExportCertificatePem());
        File.WriteAllText(Key, key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>The authority's certificate.</summary>
    public string Authority { get; }

    /// <summary>The server's.</summary>
    public string Certificate { get; }

    /// <summary>The server's key.</summary>
    public string Key { get; }
}
