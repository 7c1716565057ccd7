namespace Sparkify.Simulator.Catalogue;

/// <summary>A song that can be played; most are in the catalogue.</summary>
sealed class Song
{
    /// <summary>The number of variants of a text: clean, garbled once, garbled twice.</summary>
    internal const int Garblings = 3;

    internal required string Title { get; init; }

    /// <summary>The artist's name in this song's spelling.</summary>
    internal required string ArtistName { get; init; }

    internal required int Artist { get; init; }

    internal required string Location { get; init; }

    /// <summary>Hundred-thousandths of a second.</summary>
    internal required int Duration { get; init; }

    internal required int Year { get; init; }

    /// <summary>The day its file arrives; -1 for a song outside the catalogue.</summary>
    internal required int ArrivalDay { get; init; }

    internal bool IsInCatalogue => ArrivalDay >= 0;

    /// <summary>The artist's name in the log as JSON, by the number of garblings.</summary>
    internal byte[][] ArtistJson { get; private set; } = [];

    /// <summary>The title in the log as JSON, by the number of garblings.</summary>
    internal byte[][] TitleJson { get; private set; } = [];

    /// <summary>The length in the log: the song's own, then that of its other version.</summary>
    internal byte[][] LengthJson { get; private set; } = [];

    internal bool CanBeGarbled => ArtistJson.Length > 1 || TitleJson.Length > 1;

    /// <summary>The seconds that a play takes.</summary>
    internal int Seconds(bool isOtherVersion) => (isOtherVersion ? Other(Duration) : Duration) / 100_000;

    internal Song ReadyForLog()
    {
        ArtistJson = Spellings(ArtistName);
        TitleJson = Spellings(Title);
        LengthJson = [JsonText.Bytes(JsonText.Decimal(Duration)), JsonText.Bytes(JsonText.Decimal(Other(Duration)))];
        return this;
    }

    static int Other(int duration) => duration + 1_234_567;

    static byte[][] Spellings(string text) =>
        [.. Enumerable.Range(0, JsonText.IsAscii(text) ? 1 : Garblings)
            .Select(times => JsonText.Bytes(JsonText.Quote(JsonText.Garble(text, times), isEvent: true)))];
}
