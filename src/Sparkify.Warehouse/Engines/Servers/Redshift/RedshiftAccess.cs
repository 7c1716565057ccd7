using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.Servers.Shared;
using Sparkify.Warehouse.Engines.Sql;

namespace Sparkify.Warehouse.Engines.Servers.Redshift;

/// <inheritdoc/>
sealed class RedshiftAccess(ServerTarget target, EngineLogins logins, Dialect dialect) : ServerAccess(target, logins, dialect, "engines/servers/redshift")
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

    /// <summary>All of it, as a script for a new warehouse: the person who runs it must set the password.</summary>
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

    /// <summary>Grants the group the front room, also if somebody has revoked that.</summary>
    public override void GrantFrontroom(NpgsqlConnection connection)
    {
        foreach (var grant in Grants)
            Statements.Run(connection, grant);
    }

    protected override bool IsAdministrator(NpgsqlConnection connection, string user) => RedshiftFrontroom.IsAdministrator(connection, user);

    protected override string SetPassword(string user) => $"alter user {Quote(user)}{PasswordPlaceholder}";

    protected override string WithPassword(string statement) =>
        statement.Replace(" password disable", Password, StringComparison.Ordinal).Replace(PasswordPlaceholder, Password, StringComparison.Ordinal);

    // The digest that the server keeps, and not the password: no log can hold it. Of the two digests that the server knows, our driver can log in by
    // this one (Amazon Redshift Database Developer Guide, "CREATE USER").
    string Password => Logins is { AnalystPassword: { } password, AnalystUser: { } user } ? $" password 'md5{Digest(password + user)}'" : " password disable";

#pragma warning disable CA5351 // What the server and its drivers agree upon is not ours to choose.
    static string Digest(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351

    static string Quote(string name) => name.All(c => c is >= 'a' and <= 'z' or >= '0' and <= '9' or '_') && !char.IsDigit(name[0]) && !RedshiftDialect.Reserved.Contains(name)
        ? name
        : $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
