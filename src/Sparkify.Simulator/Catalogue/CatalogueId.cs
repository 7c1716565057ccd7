namespace Sparkify.Simulator.Catalogue;

/// <summary>Ids that look like the sources' ("SOGVQGJ12AB017F169"): two letters, five letters, eleven digits and letters.</summary>
static class CatalogueId
{
    /// <summary>Unique for every number below 2^28: the last seven digits are a one-to-one mapping of the number.</summary>
    internal static string Make(string prefix, int number, string middle) =>
        $"{prefix}{Letters(number, 26)}{middle}{((uint)number * 0x0F3A_6B1Du + 0x05C1_77E3u) & 0x0FFF_FFFF:X7}";

    /// <summary>The path of the song file with this number, in three folders named after the third, fourth and fifth letter of its name.</summary>
    internal static string Path(int number, int folders)
    {
        var letters = Letters(number, folders);
        var name = "TR" + letters + Make("", number, "128F")[5..];
        return $"song_data/{letters[0]}/{letters[1]}/{letters[2]}/{name}.json";
    }

    static string Letters(int number, int first)
    {
        var rest = (uint)number * 2_654_435_761u;
        Span<char> letters = stackalloc char[5];
        for (var i = 0; i < letters.Length; i++)
        {
            var choices = i == 0 ? (uint)first : 26;
            letters[i] = (char)('A' + rest % choices);
            rest /= choices;
        }

        return new(letters);
    }
}
