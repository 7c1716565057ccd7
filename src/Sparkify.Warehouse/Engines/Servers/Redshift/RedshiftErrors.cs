using Npgsql;

namespace Sparkify.Warehouse.Engines.Servers.Redshift;

/// <summary>What the server's errors mean.</summary>
static class RedshiftErrors
{
    /// <summary>
    /// Whether a transaction was sacrificed because it could not be put in order with others (error 1023, "Serializable isolation violation"). It
    /// changed nothing, and may be run again as it was.
    /// </summary>
    public static bool IsSerialization(PostgresException error) =>
        error.SqlState == PostgresErrorCodes.SerializationFailure
        || error.MessageText.StartsWith("1023", StringComparison.Ordinal)
        || error.MessageText.Contains("Serializable isolation violation", StringComparison.Ordinal);

    /// <summary>Whether a statement took longer than it may.</summary>
    public static bool IsTimeout(PostgresException error) => error.SqlState is PostgresErrorCodes.QueryCanceled;

    /// <summary>Whether something is not there that is named.</summary>
    public static bool IsMissing(PostgresException error) =>
        error.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InsufficientPrivilege;
}
