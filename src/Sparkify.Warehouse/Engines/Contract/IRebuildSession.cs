using System.Data.Common;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Engines.Contract;

/// <summary>A copy of the backroom and an empty front room beside the published one; both are removed when it is disposed.</summary>
public interface IRebuildSession : IDisposable
{
    /// <summary>A connection to both: <c>backroom.x</c> is the copy and may be changed, the schema <c>frontroom</c> is empty.</summary>
    DbConnection Connection { get; }

    /// <summary>How the copies are spelt, where their schemas have names of their own.</summary>
    Dialect Dialect { get; }

    /// <summary>What the published front room says of itself, as of the copy.</summary>
    PublishedState PublishedLoad { get; }

    /// <summary>The name of a published table, as of the copy, on this connection; it can only be read.</summary>
    string Published(Table table);

    /// <summary>Runs work that changes one of the rooms: all of it, or the session is of no more use.</summary>
    void InTransaction(Action work);
}
