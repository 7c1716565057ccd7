using Npgsql;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.Servers.Shared;
using Sparkify.Warehouse.Engines.Sql;

namespace Sparkify.Warehouse.Engines.Servers.Postgres;

/// <summary>
/// The wall between the rooms: a group of analysts who may read the front room and nothing else, and their login. What the loading login may not
/// do itself is kept as SQL for an administrator.
/// </summary>
sealed class PostgresAccess
{
    /// <summary>In place of a password, in what an administrator is to see.</summary>
    const string Unsaid = "'…'";

    readonly ServerTarget target;
    readonly EngineLogins logins;
    readonly WallStatements wall;

    public PostgresAccess(ServerTarget target, EngineLogins logins)
    {
        (this.target, this.logins) = (target, logins);
        wall = new WallStatements(new PostgresDialect(), WithPassword);
    }

    /// <summary>Statements that an administrator has to run, since this login may not; empty when the wall stands.</summary>
    public IReadOnlyList<string> Missing => wall.Missing;

    /// <summary>Makes the group and the analysts' login where they are missing, and that login again what the configuration says where it changed itself.</summary>
    public void MakeLogins(NpgsqlConnection connection)
    {
        wall.Clear();
        wall.Mend(connection, "engines/servers/postgres/missing_group");
        if (logins.AnalystUser is { Length: > 0 } user && user != target.User)
        {
            wall.Mend(connection, "engines/servers/postgres/missing_login", user);
            if (logins.AnalystPassword is { } password && !PostgresFrontroom.IsAdministrator(connection, user) && ServerConnections.RefusesPassword(target, user, password))
                wall.Run(connection, $"alter role \"{user.Replace("\"", "\"\"", StringComparison.Ordinal)}\" password {Unsaid}");
        }
    }

    /// <summary>Lets the group into a front room that was just made. Part of the open transaction.</summary>
    public void Admit(NpgsqlConnection connection)
    {
        foreach (var statement in wall.Find(connection, "engines/servers/postgres/missing_grants"))
            connection.Execute(statement);
    }

    /// <summary>Mends what is left of gaps: grants that somebody took away, and what every login may do unless it is told otherwise.</summary>
    public void Close(NpgsqlConnection connection)
    {
        wall.Mend(connection, "engines/servers/postgres/missing_grants");
        wall.Mend(connection, "engines/servers/postgres/gaps");
    }

    // Made here and not by the server, which would have to be sent the password itself, and might log it.
    string WithPassword(string statement) => logins.AnalystPassword is not { } password ? statement
        : statement.StartsWith("create role", StringComparison.Ordinal) && statement.EndsWith(" login", StringComparison.Ordinal) ? $"{statement} password '{ScramVerifier.Of(password)}'"
        : statement.StartsWith("alter role", StringComparison.Ordinal) && statement.EndsWith($" password {Unsaid}", StringComparison.Ordinal) ? $"{statement[..^Unsaid.Length]}'{ScramVerifier.Of(password)}'"
        : statement;
}
