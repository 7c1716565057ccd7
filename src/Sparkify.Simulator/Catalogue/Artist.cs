namespace Sparkify.Simulator.Catalogue;

/// <summary>One artist_id. Some artists have different names and locations in different songs.</summary>
/// <param name="Id">The catalogue's id.</param>
/// <param name="Spellings">One to three names, the usual one first.</param>
/// <param name="Locations">One or two places; empty text where unknown.</param>
/// <param name="Latitude">In hundred-thousandths of a degree; null if the longitude is.</param>
/// <param name="Longitude">In hundred-thousandths of a degree.</param>
sealed record Artist(string Id, string[] Spellings, string[] Locations, int? Latitude, int? Longitude)
{
    internal static Artist Make(int number, RandomStream random)
    {
        var name = Name(random);
        string[] spellings = random.Below(6) switch
        {
            0 => [name, $"{name} feat. {Name(random)}"],
            1 => [name, $"{name} & {Name(random)}", name.ToUpperInvariant()],
            _ => [name],
        };
        var place = random.Chance(0.5) ? random.Pick(Words.Places) : "";
        string[] places = random.Chance(0.1) ? [place, random.Pick(Words.Places)] : [place];
        var isLocated = place.Length > 0 && random.Chance(0.7);
        return new(
            CatalogueId.Make("AR", number, "1187"),
            spellings,
            places,
            isLocated ? random.Between(-5_500_000, 6_500_000) : null,
            isLocated ? random.Between(-17_000_000, 17_000_000) : null);
    }

    static string Name(RandomStream random) => random.Below(12) switch
    {
        0 or 1 => $"The {random.Pick(Words.Adjectives)} {random.Pick(Words.Nouns)}",
        2 => $"DJ {random.Pick(Words.Starts)}{random.Pick(Words.Ends)}",
        3 => $"{random.Pick(Words.ForeignStarts)}{random.Pick(Words.Ends)} {random.Pick(Words.Starts)}{random.Pick(Words.Ends)}",
        4 => $"{random.Pick(Words.Starts)}{random.Pick(Words.Ends)}/{random.Pick(Words.ForeignStarts)}{random.Pick(Words.Ends)}",
        5 => $"{random.Pick(Words.Adjectives)}{random.Pick(Words.Ends)}",
        _ => $"{random.Pick(Words.Starts)}{random.Pick(Words.Ends)} {random.Pick(Words.Starts)}{random.Pick(Words.Ends)}{random.Pick(Words.Ends)}",
    };
}
