using Sparkify.Warehouse;
using Sparkify.Warehouse.Engines.Sql;

namespace Sparkify.Cli.Tests.Redshift;

/// <summary>What people type against a cluster: keys that are chosen and changed, settings that are missing, passwords that are not shown.</summary>
public sealed class RedshiftCommandTests : StandInScene
{
    [Fact]
    public void Keys_of_a_live_warehouse_are_changed_by_statements_that_are_shown_and_its_rows_stay()
    {
        WriteDay(1);
        Load();
        var asked = Product.Run(["create-tables", "--keys", "balanced", .. Place.Options]);
        asked.Expect(2);
        Assert.StartsWith("alter table frontroom.time alter diststyle all;\nalter table frontroom.users alter diststyle key distkey user_id;\n", asked.Output, StringComparison.Ordinal);
        Assert.Contains("Give --yes to run them", asked.Error, StringComparison.Ordinal);
        Assert.Empty(AlteredKeys());

        var run = Product.Run(["create-tables", "--keys", "balanced", "--yes", .. Place.Options]).Expect(0);
        Assert.Contains("have the keys of balanced now. Their rows are as they were.", run.Output, StringComparison.Ordinal);
        Assert.Equal(SparkifyWarehouse.Frontroom.Count(table => SparkifyWarehouse.Balanced[table].Distribution != SparkifyWarehouse.Membership[table].Distribution), AlteredKeys().Count);
        Assert.Contains("frontroom.songplays diststyle key distkey user_id", AlteredKeys());
        Assert.Equal(EventsADay, Events());
        Assert.Contains("have these keys already", Product.Run(["create-tables", "--keys", "balanced", .. Place.Options]).Expect(0).Output, StringComparison.Ordinal);
        Assert.Equal("", Product.Run(["create-tables", "--keys", "membership", "--yes", "--quiet", .. Place.Options]).Expect(0).Output);
        Assert.Contains("frontroom.songplays diststyle key distkey level", AlteredKeys());
        WriteDay(2);
        Assert.True(Load().Published);
        AssertMended();
    }

    [Fact]
    public void Tables_are_created_with_the_keys_that_are_asked_for_and_keep_them()
    {
        Product.Run(["create-tables", "--keys", "balanced", .. Place.Options]).Expect(0);
        Assert.Contains(Standing.Statements, statement => statement.StartsWith("create table frontroom.songplays (", StringComparison.Ordinal) && statement.EndsWith("diststyle key distkey (user_id) sortkey (start_time)", StringComparison.Ordinal));
        WriteDay(1);
        Load();
        Assert.Contains("have these keys already", Product.Run(["create-tables", "--keys", "balanced", .. Place.Options]).Expect(0).Output, StringComparison.Ordinal);
        Assert.Equal(EventsADay, Events());
    }

    [Fact]
    public void A_target_without_keys_refuses_a_choice_of_them_and_an_unknown_preset_is_refused()
    {
        var without = Product.Run("create-tables", "--target", Target, "--keys", "balanced");
        AssertFailed(without, 2, "no distribution and sort keys to choose");
        AssertFailed(Product.Run(["create-tables", "--keys", "evenly", .. Place.Options]), 2, "There is no key preset evenly. Expected membership or balanced.");
    }

    [Fact]
    public void A_load_says_the_skew_that_the_cluster_knows_of_where_its_login_may_see_it()
    {
        WriteDay(1);
        Assert.DoesNotContain(Load().Warnings, warning => warning.Contains("slices", StringComparison.Ordinal));
        RedshiftStandIn.Shared.Server.Administer(
            Place.Database!, "insert into standin.svv_table_info values ('frontroom', 'songplays', 'KEY(level)', 'start_time', 6820, 40, 12.5, 0, 0)", "grant select on standin.svv_table_info to public");
        WriteDay(2);
        Assert.Contains(Load().Warnings, warning => warning.StartsWith("songplays is distributed unevenly over the slices: KEY(level) puts 12.5 times as many rows", StringComparison.Ordinal));
    }

    [Fact]
    public void A_load_into_a_cluster_without_a_stage_says_what_is_missing()
    {
        WriteDay(1);
        AssertFailed(Product.Run("etl", "--logs", Logs, "--target", Place.Target), 2, "no place is named for them there. Expected STAGE under [S3], or SPARKIFY_S3_STAGE");
    }

    [Fact]
    public void Settings_that_make_no_sense_are_named_by_their_place()
    {
        var config = Scratch.Write("slices.cfg", "[S3]\nSLICES = many\n");
        AssertFailed(Product.Run("etl", "--logs", Logs, "--target", Place.Target, "--config", config), 2, "slices.cfg, line 2, [S3] SLICES is \"many\". Expected how many slices");
    }

    [Fact]
    public void Passwords_are_in_no_statement_and_the_analysts_login_queries_what_was_loaded()
    {
        WriteDay(1);
        RunEtl().Expect(0);
        Assert.All(Standing.Statements, statement => Assert.DoesNotContain("hush", statement, StringComparison.Ordinal));
        Assert.Contains("3", Product.Run(["query", "select count(*) from songplays", "--format", "csv", .. Place.Options]).Expect(0).Output, StringComparison.Ordinal);
        AssertFailed(Product.Run("query", "select 1", "--target", Place.Target), 1, "The login loader may enter the backroom");
        AssertFailed(Product.Run(["query", "select * from backroom.files", .. Place.Options]), 1, "permission denied for schema backroom");
        AssertFailed(Product.Run(["query", "create table frontroom.mine (a integer)", .. Place.Options]), 1, "CREATE is refused");
        AssertFailed(Product.Run(["query", "create temporary table mine (a integer)", .. Place.Options]), 1, "CREATE is refused");
    }

    [Fact]
    public void A_model_version_that_is_another_one_is_built_beside_what_is_shown_and_keeps_its_keys()
    {
        Product.Run(["create-tables", "--keys", "balanced", .. Place.Options]).Expect(0);
        WriteDay(1);
        Load();
        RedshiftStandIn.Shared.Server.Administer(Place.Database!, "update frontroom.publication set model_version = 1");
        Assert.True(Load().Published);
        Assert.Equal(EventsADay, Events());
        Assert.Contains("have these keys already", Product.Run(["create-tables", "--keys", "balanced", .. Place.Options]).Expect(0).Output, StringComparison.Ordinal);
        using var backroom = Place.Engine.OpenBackroom();
        Assert.Equal(0L, backroom.Scalar("select count(*) from pg_namespace where nspname like 'frontroom\\_before%'"));
    }
}
