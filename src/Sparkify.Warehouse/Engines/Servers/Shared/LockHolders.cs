using System.Globalization;
using Npgsql;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Warehouse.Engines.Servers.Shared;

/// <summary>Who holds the tables that a statement waited for in vain.</summary>
static class LockHolders
{
    /// <summary>How long tables are waited for before they are erased, as the server reads it.</summary>
    public const string Patience = "5s";

    /// <summary>The same in milliseconds.</summary>
    public const string PatienceMilliseconds = "5000";

    /// <summary>A sentence for the user. Its process numbers are the server's.</summary>
    /// <param name="open">Opens a connection to ask on.</param>
    /// <param name="sql">One row per holder: process, login, program, and since when (UTC) or null.</param>
    public static string Describe(Func<NpgsqlConnection> open, string sql)
    {
        try
        {
            using var connection = open();
            var holders = connection.Query(sql, row =>
                $"process {row.Count(0).ToString(CultureInfo.InvariantCulture)} of the login {row.GetString(1).Trim()}"
                + (row.Text(2)?.Trim() is { Length: > 0 } program ? $" ({program})" : "")
                + (row.IsDBNull(3) ? "" : string.Create(CultureInfo.InvariantCulture, $", since {row.GetDateTime(3):yyyy-MM-dd HH:mm:ss} UTC")));
            return holders is []
                ? $"A table stayed in use by others, whom this login cannot see"
                : $"A table stayed in use by {string.Join("; ", holders)}: it is free when their transaction ends";
        }
        // The first error is the one to tell.
        catch (Exception error) when (error is WarehouseException or NpgsqlException)
        {
            return $"A table stayed in use";
        }
    }
}
