using System.Data.Common;

namespace Sparkify.Warehouse.Engines.Sql;

/// <summary>A statement was to run on a connection that its server has ended before.</summary>
sealed class LostConnectionException() : DbException("The server has ended the connection");
