namespace Sparkify.Warehouse.Ledger;

/// <summary>The questions that <c>status</c> and <c>rejects</c> ask of the ledger, one <c>.sql</c> file each.</summary>
public static class LedgerQueries
{
    /// <summary>Every file with its account.</summary>
    public static string Files { get; } = Read("files");

    /// <summary>Every load, newest first.</summary>
    public static string Loads { get; } = Read("loads");

    /// <summary>The rejects; its three parameters (file, reason, load) narrow them down, null does not.</summary>
    public static string Rejects { get; } = Read("rejects");

    /// <summary>How fresh the front room is.</summary>
    public static string NewestEvent { get; } = Read("newest_event");

    static string Read(string name)
    {
        var resource = $"ledger/{name}.sql";
        using var stream = typeof(LedgerQueries).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"{resource} is not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
