using System.Data.Common;

namespace Sparkify.Warehouse.Engines.DuckDb.Read;

/// <summary>What the engine says against a statement that it was only asked to prepare.</summary>
sealed class DuckDbStatementException(string message) : DbException(message);
