using System.Data.Common;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Model;
using Sparkify.Warehouse.Rows;

namespace Sparkify.Warehouse.Engines.Contract;

/// <summary>
/// A target the warehouse lives on. To add an engine: (1) a folder here with an engine, its sessions and its
/// <see cref="Dialect"/>; (2) a line in <see cref="EngineCatalog"/>; (3) its name among the engines of the
/// contract's tests, which say when it is done.
/// Callers ask what an engine can do, never who it is.
/// </summary>
public interface IEngine
{
    /// <summary>How the engine spells what the declaration says.</summary>
    Dialect Dialect { get; }

    /// <summary>The target as people write it, without secrets: "duckdb:/srv/warehouse".</summary>
    string Target { get; }

    /// <summary>What the user should know of how the target is reached, a sentence each.</summary>
    IReadOnlyList<string> Warnings => [];

    /// <summary>Whether there is a warehouse at the target.</summary>
    bool Exists { get; }

    /// <summary>Whether there is a backroom at the target, to which a first load may have been taken in that nothing shows yet. Asks as the login that loads.</summary>
    bool HasBackroom { get; }

    /// <summary>Whether it is plain, without asking a server or opening a file, that nothing was ever taken in at the target; it may change until it is held.</summary>
    bool IsUntouched => false;

    /// <summary>
    /// Locks the warehouse for one load (R13), until disposed or the process ends, however it ends.
    /// A <see cref="WarehouseBusyException"/> says who has the lock.
    /// </summary>
    IDisposable AcquireLock();

    /// <summary>Who has the lock now; null if nobody has it.</summary>
    WarehouseOwner? Owner { get; }

    /// <summary>Removes both rooms with all that is in them, or nothing. The caller has the lock.</summary>
    void EraseAll(CancellationToken cancellation);

    /// <summary>Who blocked a statement until it failed with this error, as the beginning of a sentence; null if nobody did.</summary>
    string? DescribeBlocker(Exception cause) => null;

    /// <summary>The error to show if this one means that a file of the warehouse is damaged; null if it means anything else.</summary>
    WarehouseException? DescribeDamage(Exception cause) => null;

    /// <summary>Opens both rooms for a load, and creates the backroom where it is missing. The caller has the lock.</summary>
    ILoadSession OpenLoad(CancellationToken cancellation);

    /// <summary>
    /// Opens the backroom for reading: ledger, staging, rejects; and the front room beside it, where there is one. A
    /// <see cref="Errors.BackroomUnavailableException"/> where the backroom alone cannot be read.
    /// </summary>
    DbConnection OpenBackroom();

    /// <summary>
    /// Opens copies of both rooms, to build the front room a second time and compare: what is published is neither held nor touched, and a load
    /// may run meanwhile. A <see cref="WarehouseBusyException"/> while one runs already.
    /// </summary>
    IRebuildSession OpenRebuild(CancellationToken cancellation);

    /// <summary>Opens the front room alone, on the analysts' access and within limits.</summary>
    DbConnection OpenFrontroom(QueryLimits limits);

    /// <summary>
    /// The only way to run SQL on a connection to the front room: returns a command that reads. A
    /// <see cref="QueryRefusedException"/> or the engine's own error says why there is none: before anything runs, a text is refused that is empty, has
    /// more than one statement, or is anything but a query or the EXPLAIN of one. Parameters are positional, written <c>$1</c>, <c>$2</c>, …
    /// </summary>
    DbCommand PrepareRead(DbConnection frontroom, string sql, params ReadOnlySpan<object?> parameters)
    {
        ArgumentNullException.ThrowIfNull(frontroom);
        return string.IsNullOrWhiteSpace(sql) ? throw QueryRefusedException.Empty() : frontroom.Prepare(sql, parameters);
    }

    /// <summary>The engine's error for an analyst's SQL, without anything about the machine.</summary>
    string Describe(DbException cause, string sql)
    {
        ArgumentNullException.ThrowIfNull(cause);
        return cause.Message;
    }

    /// <summary>The statements that create an empty warehouse, in order, to be pasted. Nothing is contacted.</summary>
    IEnumerable<string> CreationStatements => RoomScript.Create(Room.Backroom, Dialect).Concat(RoomScript.Create(Room.Frontroom, Dialect));

    /// <summary>Whether tables have distribution and sort keys that can be chosen.</summary>
    bool HasKeys => false;

    /// <summary>The statements that bring the warehouse there is to the keys of a preset; none where it has them. Only where <see cref="HasKeys"/>.</summary>
    IReadOnlyList<string> StatementsToKeys(KeyPreset keys) => throw new NotSupportedException($"{Target} has no keys to choose.");

    /// <summary>Runs these statements. The caller has the lock. Only where <see cref="HasKeys"/>.</summary>
    void SwitchKeys(KeyPreset keys, CancellationToken cancellation) => throw new NotSupportedException($"{Target} has no keys to choose.");

    /// <summary>
    /// Stops a query that runs on a connection of <see cref="OpenFrontroom"/>, from another thread. The caller repeats it until the query has ended,
    /// since an engine may lose a call that comes between two of its steps.
    /// </summary>
    void Interrupt(DbCommand query)
    {
        ArgumentNullException.ThrowIfNull(query);
        query.Cancel();
    }

    /// <summary>A sign of what is published now, another one after each publish; null where asking for it costs a query.</summary>
    string? Stamp => null;

    /// <summary>Whether the process that asks is the one that works on the query, and not a server's.</summary>
    bool WorksInProcess => false;

    /// <summary>
    /// What the latest load told analysts if it published nothing; null once a load publishes. Read with the analysts' access. See
    /// <see cref="ILoadSession.Announce"/>.
    /// </summary>
    string? ReadNotice() => null;

    /// <summary>A query of the front room for completion: the functions that can be called, columns <c>name</c> and <c>signature</c>, one row a name; null when the engine cannot say.</summary>
    string? FunctionsSql => null;

    /// <summary>Opens it for one query among others of the same process, none of which notices another.</summary>
    FrontroomSession OpenSession(QueryLimits limits);
}

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

/// <summary>What a front room says of itself.</summary>
/// <param name="WarehouseId">The warehouse it belongs to.</param>
/// <param name="ModelVersion">The model it was built by (R15).</param>
/// <param name="LoadId">The last load it shows; 0 before the first.</param>
public sealed record PublishedState(string WarehouseId, int ModelVersion, long LoadId);

/// <summary>What one query of an analyst may use.</summary>
/// <param name="Memory">Bytes of memory.</param>
/// <param name="Timeout">Time until it is stopped.</param>
public sealed record QueryLimits(long Memory, TimeSpan Timeout)
{
    /// <summary>Threads of this process that work on it, where the engine works in this process; 0 for as many as there are cores.</summary>
    public int Threads { get; init; }

    /// <summary>Where an engine that works in this process may put what does not fit its memory; it goes with the query.</summary>
    public string SpillFolder { get; init; } = Path.GetTempPath();

    /// <summary>Bytes of disk that it may take there.</summary>
    public long SpillBytes { get; init; } = 8L << 30;

    /// <summary>1 GiB and five minutes.</summary>
    public static readonly QueryLimits Default = new(1L << 30, TimeSpan.FromMinutes(5));
}
