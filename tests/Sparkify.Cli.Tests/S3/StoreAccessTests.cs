using Sparkify.Cli.Tests.Faults;

namespace Sparkify.Cli.Tests.S3;

/// <summary>Who may read what, on a server that verifies signatures, and what people are told who may not.</summary>
public sealed class StoreAccessTests : FaultScene
{
    [Fact]
    public void A_server_that_verifies_signatures_accepts_the_right_key()
    {
        using var bucket = Filled();
        using var store = new FaultyStore(bucket.Endpoint);
        Product.RunWith(bucket.Environment(store.Endpoint), "etl", "--logs", bucket.Uri("logs"), "--songs", bucket.Uri("songs"), "--target", Target).Expect(0);
        // Whichever way signs it: no request was refused and made again.
        Assert.All(store.Requests, request => Assert.Equal(1, request.IsListing ? 1 : request.Number));
        var local = $"duckdb:{Scratch.In("local")}";
        Product.Run("etl", "--logs", Logs, "--songs", Songs, "--target", local).Expect(0);
        Assert.Equal(FrontroomFigures.Of(local), FrontroomFigures.Of(Target));
    }

    [Theory]
    [InlineData(StoreProcess.AccessKey, "not-the-secret")]
    [InlineData("test:nobody", StoreProcess.SecretKey)]
    public void Wrong_keys_are_one_clear_line(string accessKey, string secretKey)
    {
        using var bucket = Filled();
        var run = Etl(bucket, TestBucket.Keys(bucket.Endpoint, accessKey, secretKey));
        AssertOneLine(run, $"{bucket.Uri("logs")} cannot be listed", "SignatureDoesNotMatch", "Set AWS_ACCESS_KEY_ID");
        Assert.DoesNotContain(secretKey, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_keys_a_bucket_that_is_not_public_says_that_none_were_found()
    {
        using var bucket = Filled();
        AssertOneLine(Etl(bucket, TestBucket.Keys(bucket.Endpoint, "", "")), "cannot be listed", "no credentials were found", "Set AWS_ACCESS_KEY_ID");
        var never = TestBucket.Keys(bucket.Endpoint, "", "");
        never["SPARKIFY_S3_ANONYMOUS"] = "false";
        AssertOneLine(Etl(bucket, never), "needs credentials here, but no credentials were found", "Set AWS_ACCESS_KEY_ID");
    }

    [Fact]
    public void A_wrong_region_names_the_setting()
    {
        using var bucket = Filled();
        var environment = bucket.Environment();
        environment["SPARKIFY_S3_REGION"] = "eu-west-1";
        AssertOneLine(Etl(bucket, environment), "is not in the region eu-west-1", "us-east-1", "REGION under [S3]");
    }

    [Fact]
    public void A_missing_bucket_is_one_clear_line()
    {
        using var bucket = new TestBucket(StoreProcess.Fauxqs);
        var run = Product.RunWith(bucket.Environment(), "etl", "--logs", "s3://nowhere-at-all/logs", "--target", Target);
        AssertOneLine(run, "s3://nowhere-at-all/logs cannot be listed", "the bucket nowhere-at-all does not exist", "Name an existing one");
    }

    [Fact]
    public void Without_permission_to_list_it_is_one_clear_line_and_anonymous_is_enough_where_everybody_may()
    {
        using var bucket = new TestBucket(StoreProcess.Fauxqs);
        bucket.Put("logs/a.json", Day(1));
        using (var store = new FaultyStore(bucket.Endpoint, _ => new Fault { Error = (403, "AccessDenied") }))
            AssertOneLine(Etl(bucket, bucket.Environment(store.Endpoint)), "cannot be listed", "does not permit it (AccessDenied)", "s3:ListBucket");
        Etl(bucket, TestBucket.Keys(bucket.Endpoint, "", "")).Expect(0);
        Assert.Equal("taken", FileStates()["a.json"]);
    }

    [Fact]
    public void A_store_that_is_not_there_is_one_clear_line()
    {
        using var bucket = new TestBucket(StoreProcess.Fauxqs);
        var environment = bucket.Environment("http://127.0.0.1:1");
        environment["AWS_MAX_ATTEMPTS"] = "1";
        AssertOneLine(Etl(bucket, environment), "http://127.0.0.1:1 cannot be reached", "Connection refused", "SPARKIFY_S3_ENDPOINT");
    }

    [Theory]
    [InlineData("none.json", 2, "it does not exist (NoSuchKey)", "Name an existing file with --log-jsonpath")]
    [InlineData("no-paths.json", 2, "no-paths.json", "jsonpaths")]
    public void A_jsonpaths_object_that_is_none_ends_with_2(string name, int exitCode, params string[] saying)
    {
        using var bucket = new TestBucket(StoreProcess.Fauxqs);
        bucket.Put("no-paths.json", "{}");
        AssertFailed(Etl(bucket, bucket.Environment(), "--log-jsonpath", bucket.Uri(name)), exitCode, saying);
    }

    TestBucket Filled()
    {
        WriteDay(1);
        Scratch.Write("songs/TR1.json", "[]");
        var bucket = new TestBucket(StoreProcess.Swift);
        bucket.PutFolder(Logs, "logs");
        bucket.PutFolder(Songs, "songs");
        return bucket;
    }

    ProductRun Etl(TestBucket bucket, Dictionary<string, string> environment, params string[] more) =>
        Product.RunWith(environment, ["etl", "--logs", bucket.Uri("logs"), "--target", Target, "--quiet", .. more]);

    static void AssertOneLine(ProductRun run, params string[] saying)
    {
        AssertFailed(run, 1, saying);
        Assert.Single(run.Error.TrimEnd().Split('\n'), line => !line.Contains(" info: ", StringComparison.Ordinal));
    }
}
