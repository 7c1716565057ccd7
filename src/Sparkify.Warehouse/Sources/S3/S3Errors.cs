using System.Net;
using System.Xml;
using Amazon.Runtime;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Warehouse.Sources.S3;

/// <summary>
/// One line for people (R14) when a request to a store fails: the store's own code and words, and what to do about this
/// cause. Error codes: Amazon S3 API reference, "Error responses".
/// </summary>
static class S3Errors
{
    public const string NoSuchKey = "NoSuchKey";

    /// <summary>What to do where the credentials are missing or wrong.</summary>
    public const string HowToSignIn = "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE, to valid ones.";

    const int MostWords = 400;

    /// <summary>Whether an exception tells of the store, or of the way to it; not of a fault here, and not of somebody who interrupts.</summary>
    public static bool IsOfStore(Exception error, CancellationToken cancellation) => !cancellation.IsCancellationRequested
        && (error is AmazonServiceException or AmazonClientException or HttpRequestException or IOException or TimeoutException or OperationCanceledException || IsUnreadable(error));

    /// <summary>Whether the store denied access.</summary>
    public static bool IsDenied(AmazonServiceException error) => error.StatusCode == HttpStatusCode.Forbidden && error.ErrorCode is "AccessDenied" or "Forbidden" or "AllAccessDisabled";

    /// <summary>A folder that cannot be listed.</summary>
    public static WarehouseException OfListing(S3Store store, S3Location place, Exception error) =>
        new($"{place} cannot be listed: {Reason(store, place, error)}", cause: error);

    /// <summary>Why a bucket cannot be asked, and what to do.</summary>
    public static string Reason(S3Store store, S3Location place, Exception error) => error switch
    {
        AmazonServiceException { ErrorCode: "NoSuchBucket" } => $"the bucket {place.Bucket} does not exist in {store.Name}. Name an existing one: s3://BUCKET/FOLDER.",
        _ => Explain(store, error, "s3:ListBucket on the bucket") ?? (error switch
        {
            OperationCanceledException or TimeoutException => $"{store.Name} did not answer in time. {HowToReach(store)}",
            AmazonServiceException service when service.StatusCode != 0 => $"{store.Name} answered {Answer(service)} Run it again later.",
            _ => $"{store.Name} cannot be reached: {OneLine((error.InnerException as HttpRequestException ?? error).Message)} {HowToReach(store)}",
        }),
    };

    /// <summary>Why an object cannot be read; it names what to do where the next load would not help.</summary>
    public static string OfObject(S3Store store, Exception error) => error switch
    {
        AmazonServiceException { StatusCode: HttpStatusCode.PreconditionFailed } => Changed,
        AmazonServiceException { ErrorCode: "InvalidObjectState" } archived =>
            $"it is archived, so {store.Name} does not deliver it: {Answer(archived)} Restore it (aws s3api restore-object), and load again when that is done.",
        AmazonServiceException { StatusCode: HttpStatusCode.NotFound } missing => $"it does not exist ({Code(missing)}).",
        _ => Explain(store, error, "s3:GetObject on it") ?? (error switch
        {
            AmazonServiceException service when service.StatusCode != 0 => $"{store.Name} answered {Answer(service)}",
            OperationCanceledException or TimeoutException => $"{store.Name} did not answer in time.",
            _ => OneLine(error.Message),
        }),
    };

    /// <summary>An object that is not the one that was listed.</summary>
    public const string Changed = "it changed between listing and reading.";

    /// <summary>A cause that somebody has to see to; null for any other.</summary>
    static string? Explain(S3Store store, Exception error, string permission) => error switch
    {
        AmazonUnmarshallingException => NotOfS3(store, error),
        _ when IsUnreadable(error) => NotOfS3(store, error),
        AmazonServiceException { ErrorCode: "ExpiredToken" or "ExpiredTokenException" or "TokenRefreshRequired" or "RequestExpired" } expired =>
            $"{store.Name} does not accept the credentials ({expired.ErrorCode}): {Words(expired)} They have expired: sign in again (aws sso login), or set new ones with their session token.",
        AmazonServiceException { ErrorCode: "InvalidAccessKeyId" or "SignatureDoesNotMatch" or "InvalidToken" or "InvalidSecurity" } refused =>
            $"{store.Name} does not accept the credentials ({refused.ErrorCode}): {Words(refused)} {HowToSignIn}",
        AmazonServiceException { ErrorCode: "RequestTimeTooSkewed" } skewed => $"{store.Name} says that this machine's clock is wrong (RequestTimeTooSkewed): {Words(skewed)} Set the clock.",
        AmazonServiceException service when IsOfRegion(service) =>
            $"its bucket is not in the region {store.Region}: {store.Name} answered {Answer(service)} Name the bucket's region with REGION under [S3], SPARKIFY_S3_REGION or AWS_REGION.",
        AmazonServiceException redirected when (int)redirected.StatusCode is >= 300 and < 400 =>
            $"{store.Name} answered {Answer(redirected)} It redirects the request, which is not followed. {HowToReach(store)}",
        AmazonServiceException key when IsOfKey(key) => $"{store.Name} does not permit it ({Code(key)}): {Words(key)} Ask for the permission kms:Decrypt on the key that encrypts it, and check that the key is enabled.",
        AmazonServiceException denied when IsRefusal(store, denied) => Denied(store, denied, permission),
        _ when Inner<HttpRequestException>(error) is { HttpRequestError: HttpRequestError.SecureConnectionError } tls =>
            $"{store.Name} cannot be reached because TLS failed: {OneLine(tls.GetBaseException().Message)} Check the address and that it supports TLS. If it has a certificate authority of its own, name that certificate with SSL_CERT_FILE.",
        _ => null,
    };

    // The exceptions of the client for an answer, or an address in it, that it cannot parse.
    static bool IsUnreadable(Exception error) => error is XmlException or FormatException or OverflowException or ArgumentException;

    static string Denied(S3Store store, AmazonServiceException denied, string permission) => store.WhyNoCredentials is { } why
        ? $"{store.Name} does not allow anonymous reading ({Code(denied)}), and {why}. {HowToSignIn}"
        : $"{store.Name} does not permit it ({Code(denied)}): {Words(denied)} Ask for the permission {permission}, or use other credentials.";

    static string NotOfS3(S3Store store, Exception error) =>
        $"{store.Name} answered{(error is AmazonServiceException { StatusCode: not 0 } service ? $" {(int)service.StatusCode} with" : "")} something that is not an answer of S3 ({OneLine((Inner<XmlException>(error) ?? error).Message).TrimEnd('.')}). "
        + $"A proxy or another kind of server may have answered instead. {HowToReach(store)}";

    // Not every store says plainly that a request was not signed.
    static bool IsRefusal(S3Store store, AmazonServiceException error) => error.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized
        || (store.WhyNoCredentials is not null && (int)error.StatusCode is >= 400 and < 500);

    // S3 answers 301, 307 or 400 in that case; the client has the same name for 308.
    static bool IsOfRegion(AmazonServiceException error) => error.StatusCode != HttpStatusCode.PermanentRedirect
        && error.ErrorCode is "AuthorizationHeaderMalformed" or "PermanentRedirect" or "TemporaryRedirect" or "IllegalLocationConstraintException";

    static bool IsOfKey(AmazonServiceException error) =>
        error.ErrorCode?.StartsWith("KMS.", StringComparison.Ordinal) == true || error.Message.Contains("kms:", StringComparison.Ordinal);

    static string HowToReach(S3Store store) => store.Name.Contains("://", StringComparison.Ordinal)
        ? "Check ENDPOINT under [S3] or SPARKIFY_S3_ENDPOINT, and the network."
        : "Check the network, its proxy (HTTPS_PROXY), and the region.";

    static T? Inner<T>(Exception error)
        where T : Exception
    {
        for (Exception? inner = error; inner is not null; inner = inner.InnerException)
            if (inner is T found)
                return found;
        return null;
    }

    static string Answer(AmazonServiceException error) => $"{(int)error.StatusCode} {Code(error)}: {Words(error)}";

    static string Words(AmazonServiceException error) => string.IsNullOrWhiteSpace(error.Message) ? "it says no more." : OneLine(error.Message);

    static string Code(AmazonServiceException error) => string.IsNullOrEmpty(error.ErrorCode) ? ((int)error.StatusCode).ToString() : error.ErrorCode;

    static string OneLine(string text)
    {
        var line = text.ReplaceLineEndings(" ").Trim();
        return line.Length > MostWords ? line[..MostWords] + "…" : line.EndsWith('.') ? line : line + ".";
    }
}
