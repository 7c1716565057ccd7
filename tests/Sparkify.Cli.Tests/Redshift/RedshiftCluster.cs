using Npgsql;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.Servers.Redshift;
using Sparkify.Warehouse.Engines.Servers.Shared;
using Sparkify.Warehouse.Engines.Sql;

namespace Sparkify.Cli.Tests.Redshift;

/// <summary>A real cluster that whoever runs the tests names by SPARKIFY_REDSHIFT_URL; its login may create databases.</summary>
sealed class RedshiftCluster
{
    readonly Uri address;
    readonly string password;

    RedshiftCluster(string url)
    {
        address = new Uri(url);
        password = Environment.GetEnvironmentVariable("SPARKIFY_PASSWORD") ?? (address.UserInfo.Split(':') is [_, var written] ? Uri.UnescapeDataString(written) : "");
        Settings = new ClusterSettings { Stage = Environment.GetEnvironmentVariable("SPARKIFY_S3_STAGE"), IamRole = Environment.GetEnvironmentVariable("SPARKIFY_IAM_ROLE") };
    }

    /// <summary>The cluster; null where none is named, and then nothing is run on Redshift.</summary>
    public static RedshiftCluster? Named { get; } = Environment.GetEnvironmentVariable("SPARKIFY_REDSHIFT_URL") is { Length: > 0 } url ? new RedshiftCluster(url) : null;

    /// <summary>Where rows are staged.</summary>
    public ClusterSettings Settings { get; }

    /// <summary>The same for a process's configuration.</summary>
    public string Config => $"[S3]\nSTAGE={Settings.Stage}\n[IAM_ROLE]\nARN={Settings.IamRole}\n";

    /// <summary>A database of it as a target.</summary>
    public string TargetOf(string database) => $"redshift://{address.UserInfo.Split(':')[0]}:{Uri.EscapeDataString(password)}@{address.Host}:{(address.Port > 0 ? address.Port : RedshiftEngine.Scheme.UsualPort)}/{database}";

    /// <summary>Makes a database.</summary>
    public void CreateDatabase(string name) => Execute($"create database {name}");

    /// <summary>Removes one.</summary>
    public void DropDatabase(string name) => Execute($"drop database {name} force");

    void Execute(string sql)
    {
        var target = ServerTarget.Parse(RedshiftEngine.Scheme, TargetOf(address.AbsolutePath.TrimStart('/'))["redshift:".Length..], EngineLogins.None with { Environment = Environment.GetEnvironmentVariable });
        using var connection = new NpgsqlConnection(target.ConnectionString("sparkify test"));
        connection.Open();
        connection.Execute(sql);
    }
}
