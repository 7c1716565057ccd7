using Sparkify.Cli.Settings;
using Sparkify.Warehouse.Engines;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Tests;

namespace Sparkify.Cli.Tests.Settings;

public sealed class WarehouseSettingsTests : IDisposable
{
    static readonly GivenOptions Nothing = new(null, null, null, null, null);

    readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_option_beats_the_environment_and_that_beats_the_file()
    {
        var config = _folder.Write("dwh.cfg", "[TARGET]\nENGINE=duckdb:from-file\n[S3]\nLOG_DATA=logs-from-file\nSONG_DATA=s3://bucket/songs\nLOG_JSONPATH='/from/file.json'\n");
        var environment = new Dictionary<string, string> { ["SPARKIFY_TARGET"] = "duckdb:from-environment", ["SPARKIFY_LOGS"] = "logs-from-environment" };

        var file = WarehouseSettings.Read(Nothing with { Config = config }, _ => null);
        var both = WarehouseSettings.Read(Nothing with { Config = config }, environment.GetValueOrDefault);
        var all = WarehouseSettings.Read(Nothing with { Config = config, Target = "duckdb:from-option", Logs = "logs-from-option" }, environment.GetValueOrDefault);

        Assert.Equal(("duckdb:" + Path.Combine(_folder.Path, "from-file"), Path.Combine(_folder.Path, "logs-from-file")), (file.Target, file.Logs));
        Assert.Equal(("s3://bucket/songs", "/from/file.json"), (file.Songs, file.LogJsonPath));
        Assert.Equal(("duckdb:from-environment", "logs-from-environment", "s3://bucket/songs"), (both.Target, both.Logs, both.Songs));
        Assert.Equal(("duckdb:from-option", "logs-from-option"), (all.Target, all.Logs));
    }

    [Fact]
    public void With_nothing_said_the_warehouse_is_embedded_in_the_current_folder() =>
        Assert.Equal(EngineCatalog.DefaultTarget, WarehouseSettings.Read(Nothing, _ => null).Target);

    [Fact]
    public void The_engine_alone_means_its_default_place() =>
        Assert.Equal(EngineCatalog.DefaultTarget, Read("[CLUSTER]\nHOST=h\n[TARGET]\nENGINE='duckdb'\n").Target);

    [Fact]
    public void A_cluster_alone_means_the_clusters_engine()
    {
        var settings = WarehouseSettings.Read(Nothing with { Config = Path.Combine(TestData.Sparkify, "dwh.cfg") }, _ => null);

        Assert.StartsWith("redshift://", settings.Target, StringComparison.Ordinal);
        Assert.DoesNotContain("XXXXXX", settings.Target, StringComparison.Ordinal);
    }

    [Fact]
    public void A_target_beside_the_users_own_file_is_enough()
    {
        var settings = WarehouseSettings.Read(Nothing with { Config = Path.Combine(TestData.Sparkify, "dwh.cfg"), Target = "duckdb:x" }, _ => null);

        Assert.Equal(("duckdb:x", "s3://udacity-dend/log_data", "s3://udacity-dend/song_data"), (settings.Target, settings.Logs, settings.Songs));
    }

    [Fact]
    public void An_engine_without_a_place_says_what_is_missing()
    {
        var error = Assert.Throws<UsageException>(() => Read("[TARGET]\nENGINE=oracle\n"));

        Assert.Contains("line 2, [TARGET] ENGINE is \"oracle\"", error.Message, StringComparison.Ordinal);
    }

    WarehouseSettings Read(string config) => WarehouseSettings.Read(Nothing with { Config = _folder.Write("dwh.cfg", config) }, _ => null);
}
