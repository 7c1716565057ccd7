namespace Sparkify.Warehouse.Engines.DuckDb.Read;

/// <summary>
/// What analysts may call. A statement's type does not say all: functions act, too, and system views show paths of the machine. Table functions
/// are therefore open by name, so that one which a newer engine adds is closed until somebody has looked at it.
/// </summary>
static class DuckDbOpenFunctions
{
    /// <summary>Table functions that make rows, take values apart, or list what the front room holds.</summary>
    static readonly HashSet<string> Tables = new(StringComparer.OrdinalIgnoreCase)
    {
        "generate_series", "range", "repeat", "repeat_row", "unnest", "summary", "json_each", "json_tree", "icu_calendar_names", "pg_timezone_names",
        "duckdb_columns", "duckdb_constraints", "duckdb_coordinate_systems", "duckdb_dependencies", "duckdb_functions", "duckdb_indexes",
        "duckdb_keywords", "duckdb_memory", "duckdb_optimizers", "duckdb_schemas", "duckdb_sequences", "duckdb_tables", "duckdb_types", "duckdb_views",
        "pragma_collations", "pragma_database_size", "pragma_show", "pragma_storage_info", "pragma_table_info", "pragma_version", "test_all_types",
    };

    /// <summary>Functions in expressions that show settings, write a log, or bind SQL that was not checked.</summary>
    static readonly HashSet<string> ClosedInExpressions = new(StringComparer.OrdinalIgnoreCase) { "current_setting", "json_serialize_plan", "write_log" };

    /// <summary>System views that show paths, settings or logs.</summary>
    static readonly HashSet<string> ClosedViews = new(StringComparer.OrdinalIgnoreCase) { "duckdb_databases", "duckdb_logs", "pragma_database_list", "pg_settings" };

    /// <summary>Whether a table function may be called.</summary>
    public static bool IsOpenTable(string function) => Tables.Contains(function);

    /// <summary>Whether a function may be called in an expression.</summary>
    public static bool IsOpenInExpressions(string function) => !ClosedInExpressions.Contains(function);

    /// <summary>Whether a table or view may be read.</summary>
    public static bool IsOpenView(string view) => !ClosedViews.Contains(view);
}
