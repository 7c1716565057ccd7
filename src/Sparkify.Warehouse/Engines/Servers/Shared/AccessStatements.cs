using Npgsql;
using Sparkify.Warehouse.Engines.Sql;

namespace Sparkify.Warehouse.Engines.Servers.Shared;

/// <summary>Statements that correct what analysts may access: run if this login may run them, otherwise kept for an administrator.</summary>
/// <param name="dialect">How the scripts that find them are read.</param>
/// <param name="complete">Adds what no script and no administrator is to see: a password's digest.</param>
sealed class AccessStatements(Dialect dialect, Func<string, string> complete)
{
    const int MostAttempts = 5;

    readonly List<string> missing = [];

    /// <summary>What an administrator has to run; empty if nothing is missing.</summary>
    public IReadOnlyList<string> Missing => missing;

    /// <summary>Forgets what was missing.</summary>
    public void Clear() => missing.Clear();

    /// <summary>The statements that a script finds to be needed, for a login where it asks for one.</summary>
    public List<string> Find(NpgsqlConnection connection, string script, string? login = null)
    {
        var sql = SqlScripts.Read(script, dialect);
        return login is null ? connection.Query(sql, row => row.GetString(0)) : connection.Query(sql, row => row.GetString(0), login);
    }

    /// <summary>Runs what a script finds to be needed.</summary>
    public void Apply(NpgsqlConnection connection, string script, string? login = null)
    {
        var tried = new HashSet<string>(StringComparer.Ordinal);
        for (var attempt = 1; ; attempt++)
            try
            {
                // What one statement has made may need another: a login that has just come to be.
                while (Find(connection, script, login).FindAll(tried.Add) is { Count: > 0 } found)
                    foreach (var statement in found)
                        Run(connection, statement);
                break;
            }
            catch (PostgresException error) when (attempt < MostAttempts && ServerConnections.IsMadeByAnother(error))
            {
                // What is still missing is found again.
                tried.Clear();
            }
        // Where a login does not own what it revokes, the server may do nothing and say no more than a warning: look again.
        missing.AddRange(Find(connection, script, login).Except(missing));
    }

    /// <summary>Runs a statement.</summary>
    public void Run(NpgsqlConnection connection, string statement)
    {
        try
        {
            connection.Execute(complete(statement));
        }
        catch (PostgresException error) when (ServerConnections.IsRefused(error))
        {
            if (!missing.Contains(statement))
                missing.Add(statement);
        }
    }
}
