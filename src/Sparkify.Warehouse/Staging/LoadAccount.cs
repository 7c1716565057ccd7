namespace Sparkify.Warehouse.Staging;

/// <summary>A load's place in the ledger. It is opened when the load has something to take in, so that a run with nothing new leaves no trace.</summary>
sealed class LoadAccount(Ledger ledger, DateTimeOffset startedAt)
{
    readonly NextNumbers numbers = ledger.Next();

    /// <summary>The load's number.</summary>
    public long Load => numbers.LoadId;

    /// <summary>The number of the first content of a file that the load takes in.</summary>
    public int FirstFileId => numbers.FileId;

    /// <summary>Whether the ledger knows of the load.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Enters the load in the ledger, once; gives its number.</summary>
    public long Open()
    {
        if (!IsOpen)
            ledger.Start(Load, "etl", startedAt);
        IsOpen = true;
        return Load;
    }
}
