using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Sources.Contract;

namespace Sparkify.Cli.Settings;

/// <summary>
/// How sources in S3 are reached: REGION, ENDPOINT and ANONYMOUS under [S3], or the variables SPARKIFY_S3_REGION and so on, which beat them.
/// Keys are not among them: those come from the environment, a profile or the machine's role, as for every program that reads S3.
/// </summary>
internal static class StoreSettings
{
    /// <summary>Puts together what environment and file say; a <see cref="UsageException"/> names the place of an invalid value.</summary>
    public static SourceAccess Read(ConfigFile? config, Func<string, string?> variable)
    {
        return new(Value("REGION").Text, Endpoint(Value("ENDPOINT")), Choice(Value("ANONYMOUS")));

        (string? Text, string Place) Value(string key)
        {
            var name = "SPARKIFY_S3_" + key;
            return variable(name) is { } text ? (text, name) : config?["S3", key] is { } written ? (written, config.Place("S3", key)) : (null, "");
        }
    }

    static string? Endpoint((string? Text, string Place) value)
    {
        if (value.Text is null)
            return null;
        // Its value may be a password, so it is not shown.
        return Uri.TryCreate(value.Text, UriKind.Absolute, out var uri) && (uri.Scheme is "http" or "https") && uri.UserInfo.Length == 0 && uri.Query.Length == 0
            ? value.Text.TrimEnd('/')
            : throw new UsageException($"{value.Place} is not the address of a store. Expected http:// or https://, a host and optionally a port, such as http://localhost:9000; keys go into AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.");
    }

    static bool? Choice((string? Text, string Place) value) => value.Text?.ToUpperInvariant() switch
    {
        null => null,
        "TRUE" or "YES" or "ON" or "1" => true,
        "FALSE" or "NO" or "OFF" or "0" => false,
        _ => throw new UsageException($"{value.Place} is \"{value.Text}\". Expected true or false."),
    };
}
