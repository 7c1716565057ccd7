namespace Sparkify.Warehouse.Staging.Ledger;

/// <summary>A load's entry in the ledger. It is created when the load has something to read, so a run with nothing new leaves no entry.</summary>
sealed class LoadAccount(LoadLedger ledger, DateTimeOffset startedAt)
{
    readonly NextNumbers numbers = ledger.Next();

    /// <summary>The load's id.</summary>
    public long Load => numbers.LoadId;

    /// <summary>The id of the first file content that the load reads.</summary>
    public int FirstFileId => numbers.FileId;

    /// <summary>Whether the load is in the ledger.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Adds the load to the ledger, once; returns its id.</summary>
    public long Open()
    {
        if (!IsOpen)
            ledger.Start(Load, "etl", startedAt);
        IsOpen = true;
        return Load;
    }
}
