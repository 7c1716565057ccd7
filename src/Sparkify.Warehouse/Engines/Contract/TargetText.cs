using System.Text.RegularExpressions;

namespace Sparkify.Warehouse.Engines.Contract;

/// <summary>A target as it may be shown, whether it can be understood or not.</summary>
static partial class TargetText
{
    const string Hidden = "***";

    /// <summary>The target with each password in it replaced by ***: that of the login, and those of parameters.</summary>
    public static string WithoutSecret(string target)
    {
        if (!target.Contains("://", StringComparison.Ordinal))
            // A text that is not an address may be a list of parameters in any order and quoting.
            return SecretToEnd().Replace(target, "$1=" + Hidden);
        return LoginPassword().Replace(WithoutSecretParameters(target), $"$1{Hidden}@");
    }

    static string WithoutSecretParameters(string target)
    {
        var query = target.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? target : target[..(query + 1)] + string.Join('&', target[(query + 1)..].Split('&').Select(WithoutSecretValue));
    }

    static string WithoutSecretValue(string pair)
    {
        var equals = pair.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && SecretName().IsMatch(Uri.UnescapeDataString(pair[..equals])) ? pair[..(equals + 1)] + Hidden : pair;
    }

    // Greedy, since a password may hold a @ or a / that should have been written as %40 or %2F.
    [GeneratedRegex("(://[^:/@]*:).*@", RegexOptions.Singleline)]
    private static partial Regex LoginPassword();

    [GeneratedRegex("pass(word|wd|phrase)|pwd|secret|token", RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();

    [GeneratedRegex(@"((?:pass(?:word|wd|phrase)?|pwd|secret|token)\w*)\s*=.*$", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex SecretToEnd();
}
