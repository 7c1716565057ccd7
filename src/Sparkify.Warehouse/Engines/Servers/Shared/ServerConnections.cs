using System.Globalization;
using System.Net.Sockets;
using Npgsql;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Warehouse.Engines.Servers.Shared;

/// <summary>Opens connections, and says what is wrong where one cannot be opened.</summary>
static class ServerConnections
{
    /// <summary>Connects; a <see cref="WarehouseException"/> says in one line why that cannot be.</summary>
    public static NpgsqlConnection Open(ServerTarget target, string connectionString)
    {
        var connection = new NpgsqlConnection(connectionString);
        try
        {
            connection.Open();
            return connection;
        }
        catch (Exception error) when (error is NpgsqlException or SocketException or IOException or TimeoutException or System.Security.Authentication.AuthenticationException)
        {
            var user = connection.UserName;
            connection.Dispose();
            throw CannotConnect(target, user, error);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Whether a login is let in no more by a password. Where it is kept out by anything else, the password is not the matter.</summary>
    public static bool RefusesPassword(ServerTarget target, string user, string password)
    {
        try
        {
            using var connection = Open(target, target.ConnectionString("sparkify query", user, password));
            return false;
        }
        catch (WarehouseException error)
        {
            return error.InnerException is PostgresException { SqlState: PostgresErrorCodes.InvalidPassword };
        }
    }

    /// <summary>Whether the server said that the login lacks a right.</summary>
    public static bool IsRefused(PostgresException error) => error.SqlState == PostgresErrorCodes.InsufficientPrivilege;

    /// <summary>
    /// Asks the server to end what a connection runs now, from another thread, on a second connection of the same login. Where none can be had
    /// the statement runs on.
    /// </summary>
    public static void Cancel(NpgsqlConnection running, Func<NpgsqlConnection> open)
    {
        try
        {
            using var second = open();
            second.Scalar(string.Create(CultureInfo.InvariantCulture, $"select pg_cancel_backend({running.ProcessID})"));
        }
        catch (InvalidOperationException)
        {
            // The connection is closed, or was lost and is opened again: it runs nothing.
        }
        catch (Exception error) when (error is WarehouseException or NpgsqlException)
        {
            // A load stops after the statement. Stopping a query is tried again, and the server has a time-out as well.
        }
    }

    /// <summary>Asks so again and again while a token says so, until it is disposed; the connection must outlive it.</summary>
    public static Interrupter Watch(NpgsqlConnection running, Func<NpgsqlConnection> open, CancellationToken cancellation) =>
        new(() => Cancel(running, open), TimeProvider.System, cancellation);

    /// <summary>Whether somebody else made, at the same moment, what was to be made. Logins are of a server, and other warehouses on it make the same.</summary>
    public static bool IsMadeByAnother(PostgresException error) =>
        error.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DuplicateTable or PostgresErrorCodes.DuplicateObject or PostgresErrorCodes.DuplicateSchema || error.MessageText == "tuple concurrently updated";

    static WarehouseException CannotConnect(ServerTarget target, string? user, Exception error) => (error as PostgresException)?.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => new(
            $"The server {target.Server} does not let {user} in: {Text(error)}. Check the login, and its password in PGPASSWORD, ~/.pgpass or dwh.cfg.", cause: error),
        PostgresErrorCodes.InvalidCatalogName => new(
            $"There is no database {target.Database} on {target.Server}. Create it (createdb {target.Database}), or name another one in the target.", cause: error),
        // The client gives this case no code of its own.
        null when error.Message.StartsWith("No password", StringComparison.Ordinal) => new(
            $"The server {target.Server} wants a password of {user}, and none was found. Put it into PGPASSWORD, ~/.pgpass or dwh.cfg.", cause: error),
        // Nor these two, in which nothing was sent that is secret.
        null when Text(error).StartsWith("SSL connection requested", StringComparison.Ordinal) => new(
            $"The server {target.Server} offers no TLS, so nothing was sent: neither the login {user} nor its password. Turn on TLS at the server (ssl = on), or find out which server answers there.", cause: error),
        null when Text(error).Contains("authentication method is not allowed", StringComparison.Ordinal) => new(
            $"The server {target.Server} asks {user} for a password in a way that others could read or guess from ({Text(error).Split('"') switch { [_, var method, ..] => method, _ => Text(error) }}), so none was sent. Connect with TLS (sslmode=require or verify-full), and have the server ask by scram-sha-256.",
            cause: error),
        PostgresErrorCodes.TooManyConnections => new($"The server {target.Server} has no connection left: {Text(error)}. Try again later, or raise max_connections.", cause: error),
        _ => new($"The server {target.Server} cannot be reached as {user}: {Text(error)}. Check host, port and TLS options, and that the server runs.", cause: error),
    };

    static string Text(Exception error) => (error switch
    {
        PostgresException server => server.MessageText,
        { InnerException: { } inner } => inner.Message,
        _ => error.Message,
    }).Split('\n', 2)[0].TrimEnd('.');
}
