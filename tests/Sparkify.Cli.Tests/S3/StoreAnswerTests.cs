using System.Globalization;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Cli.Tests.S3;

/// <summary>A store that answers what no store should, or refuses: one clear line with its own code and words, and advice for that cause.</summary>
public sealed class StoreAnswerTests : StoreScene
{
    const string Html = "<!DOCTYPE html><html><head><title>Sign in to the guest network</title></head><body><p>Welcome<br></body></html>";
    const string MostPages = "1,000 pages";

    public static TheoryData<string, int, string, string, string[]> Listings => new()
    {
        { "a page of a captive proxy", 200, "", Html, ["something that is not an answer of S3", "A proxy", "SPARKIFY_S3_ENDPOINT"] },
        { "a page that refuses", 511, "", Html, ["cannot be listed"] },
        { "a page that forbids", 403, "", Html, ["cannot be listed"] },
        { "a DTD", 200, "", "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"b\">]><ListBucketResult><Contents><Key>logs/&a;.json</Key></Contents></ListBucketResult>", ["something that is not an answer of S3", "entity 'a'"] },
        { "a DTD that grows", 200, "", "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\">]><ListBucketResult><Contents><Key>&b;&b;</Key></Contents></ListBucketResult>", ["cannot be listed"] },
        { "a DTD in an error", 403, "", "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><Error><Code>&a;</Code></Error>", ["cannot be listed"] },
        { "nothing", 200, "", "", ["is no listing of a bucket"] },
        { "another document", 200, "", "<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"><body><p>Welcome</p></body></html>", ["is no listing of a bucket"] },
        { "half an answer", 200, "", "<?xml version=\"1.0\"?><ListBucketResult><Name>x</Name><Contents><Key>logs/a.json</Key>", ["something that is not an answer of S3"] },
        { "a character that XML does not have", 200, "", "<?xml version=\"1.0\"?><ListBucketResult><Contents><Key>logs/\u0001.json</Key></Contents></ListBucketResult>", ["something that is not an answer of S3"] },
        { "a size that is no number", 200, "", Listing("<Key>songs/a.json</Key><ETag>\"abc\"</ETag><Size>large</Size>"), ["something that is not an answer of S3"] },
        { "a size beyond all numbers", 200, "", Listing("<Key>songs/a.json</Key><ETag>\"abc\"</ETag><Size>99999999999999999999</Size>"), ["something that is not an answer of S3"] },
        { "a time that is none", 200, "", Listing("<Key>songs/a.json</Key><LastModified>yesterday</LastModified><Size>1</Size>"), ["something that is not an answer of S3"] },
        { "another region", 301, "x-amz-bucket-region: eu-central-1\r\n", Error("PermanentRedirect", "The bucket you are attempting to access must be addressed using the specified endpoint."), ["the region us-east-1", "PermanentRedirect", "must be addressed", "REGION under [S3]"] },
        { "a redirect to nowhere", 307, "", Error("TemporaryRedirect", "Please re-send this request."), ["TemporaryRedirect", "REGION under [S3]"] },
        { "a redirect without a word", 302, "", "", ["302", "It redirects the request"] },
        { "expired credentials", 400, "", Error("ExpiredToken", "The provided token has expired."), ["(ExpiredToken): The provided token has expired.", "have expired", "aws sso login"] },
        { "a wrong key", 403, "", Error("InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records."), ["(InvalidAccessKeyId)", "does not exist in our records", "AWS_ACCESS_KEY_ID"] },
        { "a wrong clock", 403, "", Error("RequestTimeTooSkewed", "The difference between the request time and the current time is too large."), ["(RequestTimeTooSkewed)", "too large", "Set the clock"] },
        { "a policy", 403, "", Error("AccessDenied", "User: arn:aws:iam::1:user/x is not authorized to perform: s3:ListBucket because of an explicit deny"), ["(AccessDenied): User: arn:aws:iam::1:user/x", "explicit deny", "s3:ListBucket on the bucket"] },
        { "what the store alone knows", 400, "", Error("MethodNotAllowedHere", "Ask somebody else."), ["400 MethodNotAllowedHere: Ask somebody else."] },
    };

    public static TheoryData<string, int, string, string[]> Objects => new()
    {
        { "archived", 403, Error("InvalidObjectState", "The operation is not valid for the object's storage class"), ["it is archived", "403 InvalidObjectState: The operation is not valid for the object's storage class", "Restore it (aws s3api restore-object)"] },
        { "a key that may not be used", 403, Error("AccessDenied", "User: arn:aws:iam::1:user/x is not authorized to perform: kms:Decrypt on this resource"), ["(AccessDenied): User: arn:aws:iam::1:user/x", "Ask for the permission kms:Decrypt"] },
        { "a key that is switched off", 400, Error("KMS.DisabledException", "The key is disabled."), ["(KMS.DisabledException): The key is disabled.", "key is enabled"] },
        { "a policy", 403, Error("AccessDenied", "Access Denied"), ["does not permit it (AccessDenied): Access Denied.", "s3:GetObject on it"] },
        { "expired meanwhile", 400, Error("ExpiredToken", "The provided token has expired."), ["(ExpiredToken)", "sign in again"] },
        { "a page of a captive proxy", 200, Html, ["it changed between listing and reading"] },
    };

    public static TheoryData<string, string> Circles => new()
    {
        { "the same token", "the same continuation token came twice" },
        { "two tokens in turn", "the same continuation token came twice" },
        { "the same page", "the same page came twice" },
        { "empty pages", MostPages },
        { "no token", "says that more follows, and not how to ask for it" },
        { "a key of elsewhere", "logs/elsewhere.json, which is not under songs/" },
    };

    [Theory]
    [MemberData(nameof(Listings))]
    public void A_listing_that_is_refused_or_is_none_ends_with_1(string what, int status, string headers, string body, string[] saying)
    {
        using var store = new FaultyStore(Bucket.Endpoint, request => request.IsListing ? new Fault { Answer = (status, headers, body) } : Fault.None);
        var error = Assert.Throws<WarehouseException>(() => Load(store));
        Assert.Equal(ExitCode.Failed, error.ExitCode);
        Assert.All(saying.Append("cannot be listed"), part => Assert.True(error.Message.Contains(part, StringComparison.Ordinal), $"{what}: {error.Message}"));
        Assert.DoesNotContain('\n', error.Message);
        Assert.DoesNotContain("root:", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Circles))]
    public void A_listing_that_does_not_end_is_ended(string how, string saying)
    {
        var page = 0;
        using var store = new FaultyStore(Bucket.Endpoint, request => request.IsListing ? new Fault { Answer = (200, "", Page(how, page++)) } : Fault.None);
        var error = Assert.Throws<WarehouseException>(() => Load(store));
        Assert.Contains(saying, error.Message, StringComparison.Ordinal);
        Assert.InRange(page, 1, 1100);
    }

    [Theory]
    [MemberData(nameof(Objects))]
    public void An_object_that_is_refused_costs_itself_and_says_why(string what, int status, string body, string[] saying)
    {
        WriteDaysAndSongs(2);
        using var store = new FaultyStore(Bucket.Endpoint, request => request.Key == "logs/2018-11-02-events.json" ? new Fault { Answer = (status, "", body) } : Fault.None);
        var report = Load(store);
        Assert.Equal((true, ExitCode.NotClean, 1L), (report.Published, report.ExitCode, report.Files.Failed));
        var error = report.Failures.Single().Error;
        Assert.All(saying, part => Assert.True(error.Contains(part, StringComparison.Ordinal), $"{what}: {error}"));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public void A_redirect_to_another_host_is_not_followed_with_credentials(int status)
    {
        WriteDaysAndSongs(1);
        using var other = new FaultyStore(Bucket.Endpoint);
        using var store = new FaultyStore(Bucket.Endpoint, _ => new Fault { Answer = (status, $"Location: {other.Endpoint}/{Bucket.Name}?list-type=2\r\n", "") });
        var run = Product.RunWith(Bucket.Environment(store.Endpoint), EtlArguments);
        AssertFailed(run, 1, "cannot be listed", "Check ENDPOINT");
        Assert.Empty(other.Requests);
    }

    [Fact]
    public void A_server_without_tls_and_an_unreachable_one_get_different_errors()
    {
        var environment = Bucket.Environment(Bucket.Endpoint.Replace("http:", "https:", StringComparison.Ordinal));
        environment["AWS_MAX_ATTEMPTS"] = "1";
        AssertFailed(Product.RunWith(environment, EtlArguments), 1, "TLS failed", "SSL_CERT_FILE");
    }

    [Fact]
    public void Objects_passed_over_below_a_prefix_are_counted_and_an_empty_prefix_is_a_warning()
    {
        WriteDay(1);
        PutAll();
        foreach (var key in new[] { "logs/b.JSON", "logs/c.json.bz2", "logs/../d.json", "logs/./e.json", "logs/.hidden/f.json" })
            Bucket.Put(key, Day(2));
        var report = Load();
        Assert.Equal(
            [$"events dot_segment 2 {Bucket.Uri("logs/../d.json")}", $"events ending 2 {Bucket.Uri("logs/b.JSON")}"],
            report.PassedOver.Select(one => $"{one.Source} {one.Reason} {one.Files} {one.First[0]}"));
        Assert.Contains(report.Warnings, warning => warning.StartsWith($"No file of songs in {Bucket.Uri("songs")}", StringComparison.Ordinal));
        Assert.Equal(EventsADay, Events());
    }

    static string Page(string how, int page)
    {
        var token = how switch
        {
            "the same token" => "again",
            "two tokens in turn" => (page % 2).ToString(CultureInfo.InvariantCulture),
            "no token" => "",
            _ => page.ToString(CultureInfo.InvariantCulture),
        };
        var key = how switch
        {
            "empty pages" => "",
            "the same page" => "songs/a.json",
            "a key of elsewhere" => "logs/elsewhere.json",
            _ => $"songs/{page}.json",
        };
        return "<?xml version=\"1.0\"?><ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><IsTruncated>true</IsTruncated>"
            + (token.Length == 0 ? "" : $"<NextContinuationToken>{token}</NextContinuationToken>")
            + (key.Length == 0 ? "" : $"<Contents><Key>{key}</Key><ETag>\"abc\"</ETag><Size>10</Size></Contents>")
            + "</ListBucketResult>";
    }

    static string Listing(string contents) => $"<?xml version=\"1.0\"?><ListBucketResult><Name>b</Name><IsTruncated>false</IsTruncated><Contents>{contents}</Contents></ListBucketResult>";

    static string Error(string code, string message) => $"<?xml version=\"1.0\"?><Error><Code>{code}</Code><Message>{message}</Message></Error>";
}
