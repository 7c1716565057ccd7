using Sparkify.Warehouse.Engines;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Warehouse.Tests.Engines;

/// <summary>A target is shown without its secrets, whether it can be understood or not.</summary>
public sealed class TargetTextTests
{
    [Theory]
    [InlineData("postgresql://ada:hush@h/d", "postgresql://ada:***@h/d")]
    [InlineData("postgresql://ada:hu@sh@h/d", "postgresql://ada:***@h/d")]
    [InlineData("postgresql://ada:hu/sh@h/d?sslmode=require", "postgresql://ada:***@h/d?sslmode=require")]
    [InlineData("postgresql://ada:hu?sh@h/d", "postgresql://ada:***@h/d")]
    [InlineData("postgresql://h:5432/d?password=hu@sh&sslmode=require", "postgresql://h:5432/d?password=***&sslmode=require")]
    [InlineData("postgresql://ada@h/d?sslpassword=hush", "postgresql://ada@h/d?sslpassword=***")]
    [InlineData("postgresql://ada@h/d?PASSWORD=hush&user=u", "postgresql://ada@h/d?PASSWORD=***&user=u")]
    [InlineData("postgresql://ada@h/d?p%61ssword=hush", "postgresql://ada@h/d?p%61ssword=***")]
    [InlineData("jdbc:redshift://h:5439/d?user=u&password=hush", "jdbc:redshift://h:5439/d?user=u&password=***")]
    [InlineData("Host=h;Password=hush;Database=d", "Host=h;Password=***")]
    [InlineData("host=h password='hush hush'", "host=h password=***")]
    [InlineData("duckdb:/data/a;b?c", "duckdb:/data/a;b?c")]
    public void No_password_is_shown(string target, string shown) => Assert.Equal(shown, EngineCatalog.WithoutSecret(target));

    [Theory]
    [InlineData("mysql://ada:hush@h/d?password=hush")]
    [InlineData("Host=h;Password=hush")]
    [InlineData("jdbc:redshift:iam://h/d?password=hush")]
    [InlineData("postgresql://ada:hush@h/d?password=hush&color=red")]
    [InlineData("postgresql://h/d?sslpassword=hush&connect_timeout=hush&nothing")]
    public void Nor_is_it_told_in_an_error(string target)
    {
        var error = Assert.Throws<UsageException>(() => EngineCatalog.Open(target, EngineLogins.None, TimeProvider.System));
        Assert.DoesNotContain("hush", error.Message.Replace("connect_timeout is \"hush\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }
}
