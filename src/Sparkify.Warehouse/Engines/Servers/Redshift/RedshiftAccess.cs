using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.Servers.Shared;
using Sparkify.Warehouse.Engines.Sql;

namespace Sparkify.Warehouse.Engines.Servers.Redshift;

/// <summary>
/// Access to the rooms: a group of analysts who may read the front room and nothing else, and their login. What the loading login may not
/// do itself is kept as SQL for an administrator.
/// </summary>
sealed class RedshiftAccess
{
    /// <summary>The group that is granted the front room.</summary>
    public const string Group = "sparkify_analysts";

    /// <summary>What lets the group into the front room, now and when tables come. To run it again changes nothing.</summary>
    public static readonly IReadOnlyList<string> Grants =
    [
        $"grant usage on schema frontroom to group {Group}",
        $"grant select on all tables in schema frontroom to group {Group}",
        $"alter default privileges in schema frontroom grant select on tables to group {Group}",
    ];

    /// <summary>In place of a password, in what an administrator is to see.</summary>
    const string PasswordPlaceholder = " password '…'";

    readonly ServerTarget target;
    readonly EngineLogins logins;
    readonly AccessStatements statements;

    public RedshiftAccess(ServerTarget target, EngineLogins logins, Dialect dialect)
    {
        (this.target, this.logins) = (target, logins);
        statements = new AccessStatements(dialect, statement => statement.Replace(" password disable", Password, StringComparison.Ordinal).Replace(PasswordPlaceholder, Password, StringComparison.Ordinal));
    }

    /// <summary>Statements that an administrator has to run, since this login may not; empty when the grants are as they should be.</summary>
    public IReadOnlyList<string> Missing => statements.Missing;

    /// <summary>All of it, as a script for a new warehouse: the password is to be set by whoever runs it.</summary>
    public static IEnumerable<string> CreateStatements(string? login)
    {
        yield return $"create group {Group}";
        if (login is not null)
        {
            yield return $"create user {Quote(login)} password disable";
            yield return $"alter group {Group} add user {Quote(login)}";
        }
        foreach (var grant in Grants)
            yield return grant;
    }

    /// <summary>Makes the group and the analysts' login where they are missing, and that login again what the configuration says where it changed itself.</summary>
    public void MakeLogins(NpgsqlConnection connection)
    {
        statements.Clear();
        statements.Apply(connection, "engines/servers/redshift/missing_group");
        if (logins.AnalystUser is { Length: > 0 } user && user != target.User)
        {
            statements.Apply(connection, "engines/servers/redshift/missing_login", user);
            if (logins.AnalystPassword is { } password && !RedshiftFrontroom.IsAdministrator(connection, user) && ServerConnections.RefusesPassword(target, user, password))
                statements.Run(connection, $"alter user {Quote(user)}{PasswordPlaceholder}");
        }
    }

    /// <summary>Grants the group the front room, also if somebody has revoked that.</summary>
    public void GrantFrontroom(NpgsqlConnection connection)
    {
        foreach (var grant in Grants)
            statements.Run(connection, grant);
    }

    /// <summary>Revokes what every login may do by default.</summary>
    public void RepairGrants(NpgsqlConnection connection) => statements.Apply(connection, "engines/servers/redshift/excess_grants");

    // The digest that the server keeps, and not the password: no log can hold it. Of the two digests that the server knows, our driver can log in by
    // this one (Amazon Redshift Database Developer Guide, "CREATE USER").
    string Password => logins is { AnalystPassword: { } password, AnalystUser: { } user } ? $" password 'md5{Digest(password + user)}'" : " password disable";

#pragma warning disable CA5351 // What the server and its drivers agree upon is not ours to choose.
    static string Digest(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351

    static string Quote(string name) => name.All(c => c is >= 'a' and <= 'z' or >= '0' and <= '9' or '_') && !char.IsDigit(name[0]) && !RedshiftDialect.Reserved.Contains(name)
        ? name
        : $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
