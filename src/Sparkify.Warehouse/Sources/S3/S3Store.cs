using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Amazon.S3;
using Amazon.S3.Model;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Sources.Contract;

namespace Sparkify.Warehouse.Sources.S3;

/// <summary>
/// Amazon S3, or a compatible store at an endpoint, with credentials, region and retries. Nothing is contacted, and no credentials are
/// looked for, before the first request.
/// </summary>
sealed class S3Store(SourceAccess access)
{
    /// <summary>Where a bucket is looked for when nothing names a region; the client finds the others from there.</summary>
    const string UsualRegion = "us-east-1";

    // The client waits longer after each try, at most 20 s; altogether about half a minute.
    const int MostRetries = 5;

    static readonly TimeSpan PatienceForAnswer = TimeSpan.FromSeconds(60);

    readonly Lazy<(AWSCredentials Credentials, string? WhyNone)> identity = new(() => FindCredentials(access));
    AmazonS3Client? client;

    /// <summary>The region that requests are signed for.</summary>
    public string Region { get; } = access.Region ?? FallbackRegionFactory.GetRegionEndpoint(includeInstanceMetadata: false)?.SystemName ?? UsualRegion;

    /// <summary>The store's name in messages.</summary>
    public string Name => access.Endpoint ?? "Amazon S3";

    /// <summary>Who asks; anonymous ones where there are none.</summary>
    public AWSCredentials Credentials => identity.Value.Credentials;

    /// <summary>Why requests go without credentials though nobody asked for that; null when they do not.</summary>
    public string? WhyNoCredentials => identity.Value.WhyNone;

    /// <summary>The client.</summary>
    public AmazonS3Client Client => client ??= new AmazonS3Client(Credentials, Configuration());

    /// <summary>An object's bytes, for small ones. Errors: an <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/> for the object, a <see cref="WarehouseException"/> for the store.</summary>
    public byte[] ReadObject(S3Location place, CancellationToken cancellation)
    {
        try
        {
            return ReadAsync(place, cancellation).GetAwaiter().GetResult();
        }
        catch (AmazonS3Exception error) when (error.ErrorCode == S3Errors.NoSuchKey || S3Errors.IsDenied(error))
        {
            throw new IOException(S3Errors.OfObject(this, error), error);
        }
        catch (Exception error) when (S3Errors.IsOfStore(error, cancellation))
        {
            throw new WarehouseException($"{place} cannot be read: {S3Errors.Reason(this, place, error)}", cause: error);
        }
    }

    async Task<byte[]> ReadAsync(S3Location place, CancellationToken cancellation)
    {
        SourceFile file;
        using (var response = await Client.GetObjectAsync(new GetObjectRequest { BucketName = place.Bucket, Key = place.Key }, cancellation))
            file = new SourceFile(place.ToString(), response.ContentLength, response.ETag);
        if (file.Size > SmallFile.MostBytes)
            throw SmallFile.TooLarge(file.Uri);
        var bytes = new MemoryStream();
        using var opener = new S3Folder(place with { Key = "" }, this).Opener(cancellation);
        using (var stream = opener.Open(file))
            await stream.CopyToAsync(bytes, cancellation);
        return bytes.ToArray();
    }

    AmazonS3Config Configuration()
    {
        var config = new AmazonS3Config { RetryMode = RequestRetryMode.Standard, Timeout = PatienceForAnswer };
        // AWS_MAX_ATTEMPTS, or max_attempts of the profile, has precedence.
        if (Amazon.Runtime.Internal.FallbackInternalConfigurationFactory.MaxAttempts is null)
            config.MaxErrorRetry = MostRetries;
        if (access.Endpoint is null)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(Region);
            return config;
        }
        config.ServiceURL = access.Endpoint;
        config.AuthenticationRegion = Region;
        config.ForcePathStyle = true;
        // Compatible stores may not know the newer checksums.
        config.RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED;
        config.ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED;
        return config;
    }

    static (AWSCredentials, string?) FindCredentials(SourceAccess access)
    {
        if (access.Anonymous == true)
            return (new AnonymousAWSCredentials(), null);
        try
        {
            var found = DefaultAWSCredentialsIdentityResolver.GetCredentials();
            // Some providers notice only now that they have no credentials.
            found.GetCredentials();
            return (found, null);
        }
        catch (Exception error) when (error is AmazonClientException or AmazonServiceException)
        {
            const string None = "no credentials were found";
            return access.Anonymous is null
                ? (new AnonymousAWSCredentials(), None)
                : throw new WarehouseException($"S3 needs credentials here, but {None}. {S3Errors.HowToSignIn}", cause: error);
        }
    }
}
