using System.Net;
using Amazon.Runtime;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Warehouse.Sources.S3;

/// <summary>What a store answers when it does not do what it is asked, in one line for people (R14). Error codes: Amazon S3 API reference, "Error responses".</summary>
static class S3Errors
{
    public const string NoSuchKey = "NoSuchKey";

    /// <summary>What to do where the credentials are missing or wrong.</summary>
    public const string HowToSignIn = "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE, to valid ones.";

    const int MostWords = 200;

    /// <summary>Whether an exception tells of the store, or of the way to it; not of a fault here, and not of somebody who interrupts.</summary>
    public static bool IsOfStore(Exception error, CancellationToken cancellation) => !cancellation.IsCancellationRequested
        && error is AmazonServiceException or AmazonClientException or HttpRequestException or IOException or TimeoutException or OperationCanceledException;

    /// <summary>Whether the store says that the one who asks may not.</summary>
    public static bool IsDenied(AmazonServiceException error) => error.StatusCode == HttpStatusCode.Forbidden && error.ErrorCode is "AccessDenied" or "Forbidden" or "AllAccessDisabled";

    /// <summary>A folder that cannot be listed.</summary>
    public static WarehouseException OfListing(S3Store store, S3Location place, Exception error) =>
        new($"{place} cannot be listed: {Reason(store, place, error)}", cause: error);

    /// <summary>Why a bucket cannot be asked, and what to do.</summary>
    public static string Reason(S3Store store, S3Location place, Exception error) => error switch
    {
        AmazonServiceException { ErrorCode: "NoSuchBucket" } => $"the bucket {place.Bucket} does not exist in {store.Name}. Name an existing one: s3://BUCKET/FOLDER.",
        AmazonServiceException { ErrorCode: "InvalidAccessKeyId" or "SignatureDoesNotMatch" or "InvalidToken" or "ExpiredToken" or "TokenRefreshRequired" or "InvalidSecurity" } refused =>
            $"{store.Name} does not accept the credentials ({refused.ErrorCode}). {HowToSignIn}",
        AmazonServiceException { ErrorCode: "RequestTimeTooSkewed" } => $"{store.Name} finds that this machine's clock is wrong (RequestTimeTooSkewed). Set the clock.",
        AmazonServiceException service when IsOfRegion(service) =>
            $"its bucket does not lie in the region {store.Region} ({Words(service)}). Name the bucket's region with REGION under [S3], SPARKIFY_S3_REGION or AWS_REGION.",
        AmazonServiceException denied when IsRefusal(store, denied) => Denied(store, denied, "s3:ListBucket on the bucket"),
        AmazonServiceException service when service.StatusCode != 0 => $"{store.Name} answered {Words(service)}. Run it again later.",
        OperationCanceledException or TimeoutException => $"{store.Name} did not answer in time. {HowToReach(store)}",
        _ => $"{store.Name} cannot be reached: {OneLine((error.InnerException as HttpRequestException ?? error).Message)} {HowToReach(store)}",
    };

    /// <summary>Why an object cannot be read; it names what to do where the next load would not mend it.</summary>
    public static string OfObject(S3Store store, Exception error) => error switch
    {
        AmazonServiceException { StatusCode: HttpStatusCode.PreconditionFailed } => Changed,
        AmazonServiceException { StatusCode: HttpStatusCode.NotFound } gone => $"it is not there ({Code(gone)}).",
        AmazonServiceException denied when IsRefusal(store, denied) => Denied(store, denied, "s3:GetObject on it"),
        AmazonServiceException service when service.StatusCode != 0 => $"{store.Name} answered {Words(service)}.",
        OperationCanceledException or TimeoutException => $"{store.Name} did not answer in time.",
        _ => OneLine(error.Message),
    };

    /// <summary>An object that is not the one that was listed.</summary>
    public const string Changed = "it changed between listing and reading.";

    static string Denied(S3Store store, AmazonServiceException denied, string permission) => store.WhyNoCredentials is { } why
        ? $"{store.Name} does not let everybody read it ({Code(denied)}), and {why}. {HowToSignIn}"
        : $"{store.Name} does not permit it ({Code(denied)}). Ask for the permission {permission}, or use other credentials.";

    // A store that does not know what to do with a request that nobody signed need not say so.
    static bool IsRefusal(S3Store store, AmazonServiceException error) => error.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized
        || (store.WhyNoCredentials is not null && (int)error.StatusCode is >= 400 and < 500);

    static bool IsOfRegion(AmazonServiceException error) =>
        error.ErrorCode is "AuthorizationHeaderMalformed" or "PermanentRedirect" or "TemporaryRedirect" or "IllegalLocationConstraintException"
        || error.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.TemporaryRedirect;

    static string HowToReach(S3Store store) => store.Name.Contains("://", StringComparison.Ordinal)
        ? "Check ENDPOINT under [S3] or SPARKIFY_S3_ENDPOINT, and the network."
        : "Check the network and the region.";

    static string Words(AmazonServiceException error) => OneLine($"{(int)error.StatusCode} {Code(error)}: {error.Message}").TrimEnd('.');

    static string Code(AmazonServiceException error) => string.IsNullOrEmpty(error.ErrorCode) ? ((int)error.StatusCode).ToString() : error.ErrorCode;

    static string OneLine(string text)
    {
        var line = text.ReplaceLineEndings(" ").Trim();
        return line.Length > MostWords ? line[..MostWords] + "…" : line.EndsWith('.') ? line : line + ".";
    }
}
