namespace Sparkify.Warehouse.Docs;

/// <summary>The rules of the product that columns name, one sentence each.</summary>
public static class WarehouseRules
{
    /// <summary>The sentence of each rule.</summary>
    public static IReadOnlyDictionary<string, string> Sentences { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["R2"] = "Every row is accounted for: rows read = accepted + duplicate + rejected.",
        ["R3"] = "Of several rows with one key the latest delivery counts; the others are duplicates, and those that differ from it are counted as corrected.",
        ["R4"] = "A file is loaded once per URI and content; new content replaces everything that the file contributed before.",
        ["R5"] = "Only the faulty row is rejected, never its file, and it is kept with file, line, field, reason and raw text (quarantine).",
        ["R6"] = "Text that was read in the wrong encoding is repaired; blank text in a nullable column and the year 0 become null.",
        ["R7"] = "Every play is kept; match_rule says how its song was found: exact (title, artist, duration), title_artist, or inferred from the play alone.",
        ["R8"] = "Listeners are as last seen; a stretch lasts until the listener's next event with another level (slowly changing dimension, type 2); a session is the sum of its events.",
        ["R9"] = "An artist has the name that most of its songs carry, and the location of the first song that has one.",
        ["R10"] = "Times are UTC, in whole seconds; time has one row for each second in which something happened.",
        ["R11"] = "Keys of plays and events are hashes of the events' identities: the same on every engine and after every rebuild.",
    };
}
