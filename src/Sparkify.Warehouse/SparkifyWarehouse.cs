using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse;

/// <summary>
/// START HERE. The warehouse, declared once: sources, tables, columns, keys and lineage.
/// DDL, readers, checks, documentation and the catalogue are derived from it; nothing repeats it.
/// </summary>
public static partial class SparkifyWarehouse
{
    /// <summary>Goes up whenever a table, a rule or the way an engine keeps them changes; a front room of another version is rebuilt from staging (R15).</summary>
    public const int ModelVersion = 3;

    /// <summary>The backroom's tables.</summary>
    public static IReadOnlyList<Table> Backroom => Lists.Backroom;

    /// <summary>The front room's tables, in the order in which they are built: a table comes after those it points to.</summary>
    public static IReadOnlyList<Table> Frontroom => Lists.Frontroom;

    /// <summary>The views of both rooms.</summary>
    public static IReadOnlyList<View> Views => Lists.Views;

    /// <summary>All tables of both rooms.</summary>
    public static IEnumerable<Table> Tables => Backroom.Concat(Frontroom);

    /// <summary>The table of this bare name; null when there is none.</summary>
    public static Table? Find(string name) => Tables.FirstOrDefault(table => table.Name == name);

    // In a class of its own, because static members of a partial class are initialised in no order across its files.
    static class Lists
    {
        public static readonly IReadOnlyList<Table> Backroom =
            [
                Identity, Loads, Files, DiscardedFiles, Rejects, StagingEvents, StagingSongs, DuplicateEvents, DuplicateSongs, EventRekeys,
                ChangedEvents, ChangedSongs, ChangedArtistNames,
            ];

        public static readonly IReadOnlyList<Table> Frontroom =
            [Time, Users, UserLevels, Artists, Songs, SongPlays, PageEvents, LoadHistory];

        public static readonly IReadOnlyList<View> Views = [AcceptedEvents, AcceptedSongs, Sessions];
    }
}
