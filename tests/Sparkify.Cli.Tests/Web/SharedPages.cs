namespace Sparkify.Cli.Tests.Web;

/// <summary>The tests that look at the same pages of the same data share one server and one browser.</summary>
[CollectionDefinition(Name)]
public sealed class SharedPages : ICollectionFixture<BrowserFixture>
{
    /// <summary>Its name.</summary>
    public const string Name = "pages";
}
