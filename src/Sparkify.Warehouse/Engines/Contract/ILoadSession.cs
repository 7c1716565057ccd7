using System.Data.Common;
using Sparkify.Warehouse.Rows;

namespace Sparkify.Warehouse.Engines.Contract;

/// <summary>Both rooms, open for one load.</summary>
public interface ILoadSession : IDisposable
{
    /// <summary>The connection that the load's SQL runs on. Backroom tables are <c>backroom.x</c>.</summary>
    DbConnection Connection { get; }

    /// <summary>What the published front room says of itself; null when there is none yet.</summary>
    PublishedState? PublishedLoad { get; }

    /// <summary>Loads rows by the engine's bulk path, within the connection's open transaction. Returns how many.</summary>
    long BulkLoad(IRowSource rows);

    /// <summary>After the last file: does what the engine deferred until then, such as indexing; <paramref name="entering"/> is called with each step.</summary>
    void FinishBulkLoad(Action<string> entering)
    {
        // Most engines defer nothing.
    }

    /// <summary>Leaves a sentence, without any of the data, where analysts can read it and nothing else of the backroom; null removes it.</summary>
    void Announce(string? notice);

    /// <summary>Reads the published front room, which must exist, as <c>frontroom.x</c>.</summary>
    T ReadFrontroom<T>(Func<DbConnection, T> read);

    /// <summary>
    /// Makes a load visible: calls <paramref name="build"/>, which fills the tables of the schema <c>frontroom</c>, and <paramref name="check"/>,
    /// which checks them, and then shows all of it or nothing (R12). When either throws, readers keep the old state. The build finds there what is
    /// published now where <paramref name="fromPublished"/> says so, else tables to be emptied first; <paramref name="entering"/> is called with each step.
    /// </summary>
    void Publish(PublishedState state, bool fromPublished, Action<DbConnection> build, Action<DbConnection> check, Action<string> entering);

    /// <summary>Missing grants that this login cannot make: statements for an administrator, as of the last publish.</summary>
    IReadOnlyList<string> AdministratorsSql => [];

    /// <summary>Warnings for the person who runs the load, a sentence or two each, as of the last publish.</summary>
    IReadOnlyList<string> Warnings => [];
}
