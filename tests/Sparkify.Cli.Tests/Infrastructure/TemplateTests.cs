using System.Diagnostics;
using System.Text.RegularExpressions;
using Sparkify.Warehouse.Tests;

namespace Sparkify.Cli.Tests.Infrastructure;

/// <summary>The CloudFormation templates: what npm's linter finds, that it does find mistakes, and what it cannot judge, judged here.</summary>
public sealed partial class TemplateTests : IDisposable
{
    static readonly string Linter = Path.Combine(TestData.Root, "artifacts", "npm", "node_modules", ".bin", "cfn-lint");

    readonly ScratchFolder scratch = new();

    public static string Folder { get; } = Path.Combine(TestData.Root, "infrastructure");

    static string Cluster { get; } = File.ReadAllText(Path.Combine(Folder, "redshift.yaml"));

    static string Serverless { get; } = File.ReadAllText(Path.Combine(Folder, "redshift-serverless.yaml"));

    public void Dispose() => scratch.Dispose();

    [Fact]
    public void The_linter_finds_nothing()
    {
        var lint = Lint(Cluster).Expect(0);
        Assert.Contains("0 warn", lint.Output, StringComparison.Ordinal);
        Assert.Contains("0 crit", lint.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AWS::S3::BucketPolicy", "AWS::S3::BucketPolice")]
    [InlineData("MasterUsername:", "MasterUserName:")]
    [InlineData("!GetAtt CopyRole.Arn", "!GetAtt CopyRoll.Arn")]
    [InlineData("!Ref ClientCidr", "!Ref ClientCider")]
    [InlineData("      ClusterType: multi-node\n", "")]
    [InlineData("Encrypted: true", "Encrypted: maybe")]
    public void A_deliberate_mistake_is_found(string right, string wrong)
    {
        Assert.Contains(right, Cluster, StringComparison.Ordinal);
        Assert.Contains("Template invalid", Lint(Cluster.Replace(right, wrong, StringComparison.Ordinal)).Expect(1).Output, StringComparison.Ordinal);
    }

    /// <summary>The linter's list of resources is older than Serverless. When a newer one knows it, this test should become the one above.</summary>
    [Fact]
    public void The_linter_does_not_know_serverless() =>
        Assert.Contains("AWS::RedshiftServerless", Lint(Serverless, "--verbose") is { ExitCode: 1 } lint ? lint.Output + lint.Error : "", StringComparison.Ordinal);

    [Theory]
    [InlineData("redshift.yaml")]
    [InlineData("redshift-serverless.yaml")]
    public void Every_reference_condition_and_parameter_is_declared_and_used(string file)
    {
        var template = new Template(File.ReadAllText(Path.Combine(Folder, file)));

        Assert.Empty(template.References.Where(name => !name.StartsWith("AWS::", StringComparison.Ordinal)).Except(template.Parameters.Concat(template.Resources)));
        Assert.Empty(template.Parameters.Except(template.References).Except(template.ConditionParameters));
        Assert.Equal(template.Conditions.Order(StringComparer.Ordinal), template.UsedConditions.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_role_of_copy_reads_and_does_nothing_else()
    {
        var role = Resource(Cluster, "CopyRole");
        Assert.Equal(["s3:GetBucketLocation", "s3:GetObject", "s3:ListBucket"], Actions().Matches(role).Select(action => action.Value).Distinct().Order(StringComparer.Ordinal));
        Assert.DoesNotContain("Resource: '*'", role, StringComparison.Ordinal);
        Assert.DoesNotContain("s3:*", role, StringComparison.Ordinal);
        // Objects only beneath the three prefixes, and lists of nothing else.
        Assert.All(ObjectArns().Matches(role), arn => Assert.Matches(@"/\$\{(Log|Song|Stage)Prefix\}/\*$", arn.Value));
        Assert.Equal(Regex.Count(role, "s3:ListBucket"), Regex.Count(role, "s3:prefix:"));
    }

    [Fact]
    public void Passwords_are_made_in_secrets_manager_and_stand_in_no_parameter()
    {
        foreach (var text in (string[])[Cluster, Serverless])
        {
            Assert.DoesNotContain(new Template(text).Parameters, name => name.Contains("Password", StringComparison.OrdinalIgnoreCase));
            Assert.All(Regex.Matches(text, @"^\s+(Master|Admin)UserPassword: (.*)$", RegexOptions.Multiline), line => Assert.StartsWith("!Sub '{{resolve:secretsmanager:", line.Groups[2].Value, StringComparison.Ordinal));
            Assert.DoesNotContain("SecretString:password}}'\n    Description", text, StringComparison.Ordinal);
        }
        Assert.Equal(3, Regex.Count(Cluster, "Type: AWS::SecretsManager::Secret"));
        Assert.Equal(3, Regex.Count(Cluster, Regex.Escape("ExcludeCharacters: '/@\"''\\ '")));
    }

    [Fact]
    public void The_stage_is_closed_encrypted_and_cleared()
    {
        var bucket = Resource(Cluster, "StageBucket");
        Assert.Equal(4, Regex.Count(bucket, "(BlockPublicAcls|BlockPublicPolicy|IgnorePublicAcls|RestrictPublicBuckets): true"));
        Assert.Contains("SSEAlgorithm: AES256", bucket, StringComparison.Ordinal);
        Assert.Contains("ExpirationInDays: !Ref StageDays", bucket, StringComparison.Ordinal);
        Assert.Contains("aws:SecureTransport: 'false'", Resource(Cluster, "StageBucketPolicy"), StringComparison.Ordinal);
    }

    ProductRun Lint(string template, params string[] options)
    {
        Assert.True(File.Exists(Linter), $"{Linter} is missing: ./test installs it.");
        var start = new ProcessStartInfo(Linter, ["validate", scratch.Write("template.yaml", template), .. options]) { RedirectStandardOutput = true, RedirectStandardError = true };
        return Product.Finish(Process.Start(start)!);
    }

    static string Resource(string template, string name) => Regex.Match(template, $@"^  {name}:\n(    .*\n|\n)+", RegexOptions.Multiline).Value;

    [GeneratedRegex(@"\bs3:[A-Z]\w+")]
    private static partial Regex Actions();

    [GeneratedRegex(@"arn:[^']*Bucket\}/[^']*")]
    private static partial Regex ObjectArns();
}
