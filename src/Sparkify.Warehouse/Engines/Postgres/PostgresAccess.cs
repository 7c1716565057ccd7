using Npgsql;
using Sparkify.Warehouse.Engines.Servers;

namespace Sparkify.Warehouse.Engines.Postgres;

/// <summary>
/// The wall between the rooms: a group of analysts who may read the front room and nothing else, and their login. What the loading login may not
/// do itself is kept as SQL for an administrator.
/// </summary>
sealed class PostgresAccess(ServerTarget target, EngineLogins logins)
{
    /// <summary>The group that is granted the front room.</summary>
    public const string Group = "sparkify_analysts";

    readonly List<string> missing = [];

    /// <summary>Statements that an administrator has to run, since this login may not; empty when the wall stands.</summary>
    public IReadOnlyList<string> Missing => missing;

    /// <summary>Makes the group and the analysts' login where they are missing.</summary>
    public void MakeLogins(NpgsqlConnection connection)
    {
        missing.Clear();
        Mend(connection, "engines/postgres/missing_group");
        if (logins.AnalystUser is { Length: > 0 } user && user != target.User)
            Mend(connection, "engines/postgres/missing_login", user);
    }

    /// <summary>Lets the group into a front room that was just made. Part of the open transaction.</summary>
    public static void Admit(NpgsqlConnection connection)
    {
        foreach (var statement in Statements(connection, "engines/postgres/missing_grants"))
            connection.Execute(statement);
    }

    /// <summary>Mends what is left of gaps: grants that somebody took away, and what every login may do unless it is told otherwise.</summary>
    public void Close(NpgsqlConnection connection)
    {
        Mend(connection, "engines/postgres/missing_grants");
        Mend(connection, "engines/postgres/gaps");
    }

    void Mend(NpgsqlConnection connection, string script, string? login = null, int attempts = 5)
    {
        foreach (var statement in Statements(connection, script, login))
        {
            try
            {
                connection.Execute(statement + Password(statement));
            }
            catch (PostgresException error) when (ServerConnections.IsRefused(error))
            {
                missing.Add(statement);
            }
            catch (PostgresException error) when (attempts > 1 && ServerConnections.IsMadeByAnother(error))
            {
                Mend(connection, script, login, attempts - 1);
                return;
            }
        }
        // Where a login does not own what it revokes, the server warns and does nothing: look again.
        missing.AddRange(Statements(connection, script, login).Except(missing));
    }

    // Made here and not by the server, which would have to be sent the password itself, and might log it.
    string Password(string statement) =>
        statement.StartsWith("create role", StringComparison.Ordinal) && statement.EndsWith(" login", StringComparison.Ordinal) && logins.AnalystPassword is { } password
            ? $" password '{ScramVerifier.Of(password)}'"
            : "";

    static List<string> Statements(NpgsqlConnection connection, string script, string? login = null)
    {
        var sql = SqlScripts.Read(script, new PostgresDialect());
        return login is null ? connection.Query(sql, row => row.GetString(0)) : connection.Query(sql, row => row.GetString(0), login);
    }
}
