using Npgsql;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.Servers.Shared;
using Sparkify.Warehouse.Engines.Sql;

namespace Sparkify.Warehouse.Engines.Servers.Postgres;

/// <summary>
/// Access to the rooms: a group of analysts who may read the front room and nothing else, and their login. What the loading login may not
/// do itself is kept as SQL for an administrator.
/// </summary>
sealed class PostgresAccess
{
    /// <summary>In place of a password, in what an administrator is to see.</summary>
    const string PasswordPlaceholder = "'…'";

    readonly ServerTarget target;
    readonly EngineLogins logins;
    readonly AccessStatements statements;

    public PostgresAccess(ServerTarget target, EngineLogins logins)
    {
        (this.target, this.logins) = (target, logins);
        statements = new AccessStatements(new PostgresDialect(), WithPassword);
    }

    /// <summary>Statements that an administrator has to run, since this login may not; empty when the grants are as they should be.</summary>
    public IReadOnlyList<string> Missing => statements.Missing;

    /// <summary>Makes the group and the analysts' login where they are missing, and that login again what the configuration says where it changed itself.</summary>
    public void MakeLogins(NpgsqlConnection connection)
    {
        statements.Clear();
        statements.Apply(connection, "engines/servers/postgres/missing_group");
        if (logins.AnalystUser is { Length: > 0 } user && user != target.User)
        {
            statements.Apply(connection, "engines/servers/postgres/missing_login", user);
            if (logins.AnalystPassword is { } password && !PostgresFrontroom.IsAdministrator(connection, user) && ServerConnections.RefusesPassword(target, user, password))
                statements.Run(connection, $"alter role \"{user.Replace("\"", "\"\"", StringComparison.Ordinal)}\" password {PasswordPlaceholder}");
        }
    }

    /// <summary>Grants the group a front room that was just created. Part of the open transaction.</summary>
    public void GrantFrontroom(NpgsqlConnection connection)
    {
        foreach (var statement in statements.Find(connection, "engines/servers/postgres/missing_grants"))
            connection.Execute(statement);
    }

    /// <summary>Restores grants that somebody took away, and revokes what every login may do by default.</summary>
    public void RepairGrants(NpgsqlConnection connection)
    {
        statements.Apply(connection, "engines/servers/postgres/missing_grants");
        statements.Apply(connection, "engines/servers/postgres/excess_grants");
    }

    // Made here and not by the server, which would have to be sent the password itself, and might log it.
    string WithPassword(string statement) => logins.AnalystPassword is not { } password ? statement
        : statement.StartsWith("create role", StringComparison.Ordinal) && statement.EndsWith(" login", StringComparison.Ordinal) ? $"{statement} password '{ScramVerifier.Of(password)}'"
        : statement.StartsWith("alter role", StringComparison.Ordinal) && statement.EndsWith($" password {PasswordPlaceholder}", StringComparison.Ordinal) ? $"{statement[..^PasswordPlaceholder.Length]}'{ScramVerifier.Of(password)}'"
        : statement;
}
