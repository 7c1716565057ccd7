using Npgsql;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.Servers.Shared;
using Sparkify.Warehouse.Engines.Sql;

namespace Sparkify.Warehouse.Engines.Servers.Postgres;

/// <inheritdoc/>
sealed class PostgresAccess(ServerTarget target, EngineLogins logins) : ServerAccess(target, logins, new PostgresDialect(), "engines/servers/postgres")
{
    /// <summary>In place of a password, in what an administrator is to see.</summary>
    const string PasswordPlaceholder = "'…'";

    /// <summary>Grants the group a front room that was just created. Part of the open transaction.</summary>
    public override void GrantFrontroom(NpgsqlConnection connection)
    {
        foreach (var statement in Statements.Find(connection, "engines/servers/postgres/missing_grants"))
            connection.Execute(statement);
    }

    public override void RepairGrants(NpgsqlConnection connection)
    {
        Apply(connection, "missing_grants");
        base.RepairGrants(connection);
    }

    protected override bool IsAdministrator(NpgsqlConnection connection, string user) => PostgresFrontroom.IsAdministrator(connection, user);

    protected override string SetPassword(string user) => $"alter role \"{user.Replace("\"", "\"\"", StringComparison.Ordinal)}\" password {PasswordPlaceholder}";

    // Made here and not by the server, which would have to be sent the password itself, and might log it.
    protected override string WithPassword(string statement) => Logins.AnalystPassword is not { } password ? statement
        : statement.StartsWith("create role", StringComparison.Ordinal) && statement.EndsWith(" login", StringComparison.Ordinal) ? $"{statement} password '{ScramVerifier.Of(password)}'"
        : statement.StartsWith("alter role", StringComparison.Ordinal) && statement.EndsWith($" password {PasswordPlaceholder}", StringComparison.Ordinal) ? $"{statement[..^PasswordPlaceholder.Length]}'{ScramVerifier.Of(password)}'"
        : statement;
}
