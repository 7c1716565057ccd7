using System.Data.Common;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Engines.Contract;

/// <summary>
/// A target the warehouse lives on. To add an engine: (1) a folder here with an engine, its sessions and its
/// <see cref="Dialect"/>; (2) a line in <see cref="EngineCatalog"/>; (3) its name among the engines of the
/// contract's tests, which say when it is done.
/// Callers ask what an engine can do, never who it is.
/// </summary>
public interface IEngine : IFrontroom
{
    /// <summary>What the user should know of how the target is reached, a sentence each.</summary>
    IReadOnlyList<string> Warnings => [];

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

    /// <summary>The statements that create an empty warehouse, in order, to be pasted. Nothing is contacted.</summary>
    IEnumerable<string> CreationStatements => RoomScript.Create(Room.Backroom, Dialect).Concat(RoomScript.Create(Room.Frontroom, Dialect));
}
