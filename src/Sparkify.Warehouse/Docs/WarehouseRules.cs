namespace Sparkify.Warehouse.Docs;

/// <summary>The rules of the product that columns name, a sentence each.</summary>
public static class WarehouseRules
{
    /// <summary>The sentence of each rule.</summary>
    public static IReadOnlyDictionary<string, string> Sentences { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["R2"] = "Every row is accounted for: rows read = accepted + duplicate + rejected.",
        ["R3"] = "Of several rows with one key the latest delivery counts; the others are duplicates, and corrected where they differ from it.",
        ["R4"] = "A file is taken in once per URI and content; new content replaces all that the file contributed before.",
        ["R5"] = "A row that cannot be taken in is rejected alone, and kept with file, line, field, reason and raw text.",
        ["R6"] = "Text that was read in the wrong encoding is restored; blank text in a nullable column and the year 0 are null.",
        ["R7"] = "Every play is kept, and says how its song was found: exact (title, artist, duration), title_artist, or inferred from the play alone.",
        ["R8"] = "Listeners are as last seen; a stretch of level lasts until the next event with another one; a session is its events.",
        ["R9"] = "An artist bears the name that most of its songs carry, and the place of the first song that knows one.",
        ["R10"] = "Times are UTC, in whole seconds, with one row of time for each second in which something happened.",
        ["R11"] = "Keys of plays and events are hashes of the events' identities: the same on every engine and after every rebuild.",
    };
}
