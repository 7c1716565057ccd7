using Npgsql;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.Sql;

namespace Sparkify.Warehouse.Engines.Servers.Shared;

/// <summary>
/// Access to the rooms: a group of analysts who may read the front room and nothing else, and their login. What the loading login cannot
/// do itself is kept as SQL for an administrator.
/// </summary>
/// <param name="target">The server.</param>
/// <param name="logins">The logins.</param>
/// <param name="dialect">How the scripts are read.</param>
/// <param name="scripts">The folder of the scripts missing_group, missing_login and excess_grants.</param>
abstract class ServerAccess(ServerTarget target, EngineLogins logins, Dialect dialect, string scripts)
{
    AccessStatements? statements;

    /// <summary>Statements that an administrator has to run, since this login may not; empty if the grants are as they should be.</summary>
    public IReadOnlyList<string> Missing => Statements.Missing;

    /// <summary>The logins.</summary>
    protected EngineLogins Logins => logins;

    /// <summary>The statements that correct access.</summary>
    protected AccessStatements Statements => statements ??= new AccessStatements(dialect, WithPassword);

    /// <summary>Creates the group and the analysts' login if they are missing, and gives that login the configured password if it has another one.</summary>
    public void MakeLogins(NpgsqlConnection connection)
    {
        Statements.Clear();
        Apply(connection, "missing_group");
        if (logins.AnalystUser is { Length: > 0 } user && user != target.User)
        {
            Apply(connection, "missing_login", user);
            if (logins.AnalystPassword is { } password && !IsAdministrator(connection, user) && ServerConnections.RefusesPassword(target, user, password))
                Statements.Run(connection, SetPassword(user));
        }
    }

    /// <summary>Grants the group the front room.</summary>
    public abstract void GrantFrontroom(NpgsqlConnection connection);

    /// <summary>Restores grants that somebody took away, and revokes what every login may do by default.</summary>
    public virtual void RepairGrants(NpgsqlConnection connection) => Apply(connection, "excess_grants");

    /// <summary>Runs what a script finds to be needed.</summary>
    protected void Apply(NpgsqlConnection connection, string script, string? login = null) => Statements.Apply(connection, $"{scripts}/{script}", login);

    /// <summary>Whether a login is an administrator's, on which no query runs, and which this product does not change.</summary>
    protected abstract bool IsAdministrator(NpgsqlConnection connection, string user);

    /// <summary>The statement that sets a login's password, with a placeholder in its place.</summary>
    protected abstract string SetPassword(string user);

    /// <summary>A statement with the password's digest, where it has a placeholder; no script and no administrator is to see it.</summary>
    protected abstract string WithPassword(string statement);
}
