using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Sparkify.Cli.Tests.S3;

/// <summary>A bucket of one test on one of the servers, and how the product is told to read it.</summary>
sealed class TestBucket : IDisposable
{
    const int AtOnce = 8;

    static int made;

    readonly AmazonS3Client client;

    public TestBucket(string endpoint, string? name = null)
    {
        Endpoint = endpoint;
        Name = name ?? $"bucket-{System.Environment.ProcessId}-{Interlocked.Increment(ref made)}";
        client = Connect(endpoint);
        client.PutBucketAsync(Name).GetAwaiter().GetResult();
    }

    /// <summary>A client of a server.</summary>
    public static AmazonS3Client Connect(string endpoint) => new(new BasicAWSCredentials(StoreProcess.AccessKey, StoreProcess.SecretKey), new AmazonS3Config
    {
        ServiceURL = endpoint,
        ForcePathStyle = true,
        AuthenticationRegion = "us-east-1",
        RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
        ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
    });

    public string Endpoint { get; }

    public string Name { get; }

    public string Uri(string key) => $"s3://{Name}/{key}";

    /// <summary>What a process needs to read it: nothing of the person's own who runs the tests.</summary>
    public Dictionary<string, string> Environment(string? endpoint = null) => Keys(endpoint ?? Endpoint, StoreProcess.AccessKey, StoreProcess.SecretKey);

    /// <summary>The same with other keys.</summary>
    public static Dictionary<string, string> Keys(string endpoint, string accessKey, string secretKey) => new()
    {
        ["SPARKIFY_S3_ENDPOINT"] = endpoint,
        ["AWS_ACCESS_KEY_ID"] = accessKey,
        ["AWS_SECRET_ACCESS_KEY"] = secretKey,
        ["AWS_SESSION_TOKEN"] = "",
        ["AWS_REGION"] = "",
        ["AWS_PROFILE"] = "",
        ["AWS_SHARED_CREDENTIALS_FILE"] = "/dev/null",
        ["AWS_CONFIG_FILE"] = "/dev/null",
        ["AWS_EC2_METADATA_DISABLED"] = "true",
    };

    public void Put(string key, ReadOnlyMemory<byte> content)
    {
        using var stream = new MemoryStream(content.ToArray());
        client.PutObjectAsync(new PutObjectRequest { BucketName = Name, Key = key, InputStream = stream, UseChunkEncoding = false }).GetAwaiter().GetResult();
    }

    public void Put(string key, string content) => Put(key, System.Text.Encoding.UTF8.GetBytes(content));

    /// <summary>Puts objects, several at once.</summary>
    public void PutAll(IEnumerable<(string Key, byte[] Content)> objects) =>
        Parallel.ForEach(objects, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, one => Put(one.Key, one.Content));

    /// <summary>Puts every file of a folder under a prefix; an empty one means the bucket itself.</summary>
    public void PutFolder(string folder, string prefix) => PutAll(
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(file => (prefix.Length == 0 ? Path.GetRelativePath(folder, file) : $"{prefix}/{Path.GetRelativePath(folder, file)}", File.ReadAllBytes(file))));

    /// <summary>An object's bytes.</summary>
    public byte[] Get(string key)
    {
        using var response = client.GetObjectAsync(Name, key).GetAwaiter().GetResult();
        using var content = new MemoryStream();
        response.ResponseStream.CopyTo(content);
        return content.ToArray();
    }

    /// <summary>The keys beneath a prefix.</summary>
    public IReadOnlyList<string> Keys(string prefix) =>
        [.. (client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = Name, Prefix = prefix }).GetAwaiter().GetResult().S3Objects ?? []).Select(found => found.Key)];

    public void Delete(string key) => client.DeleteObjectAsync(Name, key).GetAwaiter().GetResult();

    public void Dispose() => client.Dispose();
}
