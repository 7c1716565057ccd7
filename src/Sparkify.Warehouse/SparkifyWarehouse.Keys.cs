using Sparkify.Warehouse.Model;
using static Sparkify.Warehouse.Model.TableKeys;

namespace Sparkify.Warehouse;

// Distribution and sort keys for an engine with many slices. docs/keys.md says what each choice costs; `sparkify keys` measures it.
public static partial class SparkifyWarehouse
{
    /// <summary>The documented design, and the default: analysts study free and paid listeners apart.</summary>
    public static KeyPreset Membership => Presets.Membership;

    /// <summary>Rows are distributed evenly, and every join of the standard reports is co-located.</summary>
    public static KeyPreset Balanced => Presets.Balanced;

    /// <summary>All presets, the default first.</summary>
    public static IReadOnlyList<KeyPreset> KeyPresets => Presets.InOrder;

    /// <summary>The preset of this name; null when there is none.</summary>
    public static KeyPreset? FindKeyPreset(string name) => KeyPresets.FirstOrDefault(preset => preset.Name == name);

    static class Presets
    {
        static readonly IReadOnlyList<(Table Table, TableKeys Keys)> Backroom =
        [
            // Staged rows are looked up by key. Rows of one identity must be on one slice to choose the winner, and so must a row and its entry in
            // the list of changes. Event keys begin with the day, so in their order the rows that a load touches are close together.
            (StagingEvents, On("event_key", "event_key")),
            (ChangedEvents, On("hash_key", "hash_key")),
            (StagingSongs, On("song_id", "song_id")),
            // These short lists are joined with staging by the row's place in its file, because they do not have its key. They are on every node.
            (DuplicateEvents, All("file_id", "byte_offset")),
            (DuplicateSongs, All("file_id", "byte_offset")),
            (EventRekeys, All("file_id", "byte_offset")),
            (ChangedSongs, All("match_key")),
            (ChangedArtistNames, All("artist_name")),
            // The ledger: at most one row per file, joined with every staged row.
            (Files, All("file_id")),
            (DiscardedFiles, All("file_id")),
            (Loads, All("load_id")),
            (Identity, All()),
            // Nothing joins the rejects, and their raw texts may be long: distributed evenly, so that no slice has all rejects of a broken file.
            (Rejects, Even("file_id")),
        ];

        public static readonly KeyPreset Membership = Preset("membership", "The documented design: free and paid listeners are on separate slices",
        [
            (SongPlays, On("level", "start_time")),
            (PageEvents, On("level", "start_time")),
            (Users, On("level", "user_id")),
            (Songs, On("artist_id", "song_id")),
            (Artists, Auto("artist_id")),
            (SparkifyWarehouse.Time, On("year", "start_time")),
            (UserLevels, Auto("user_id")),
            (LoadHistory, Auto("load_id")),
        ]);

        public static readonly KeyPreset Balanced = Preset("balanced", "Even slices and co-located joins: facts by listener or session, small dimensions on every node",
        [
            // A listener's plays, levels and row in users are on one slice. All three tables grow with the service, so none is copied to every node.
            (SongPlays, On("user_id", "start_time")),
            (Users, On("user_id", "user_id")),
            (UserLevels, On("user_id", "user_id")),
            // Not by listener: events without a login have no user_id, and would all be on one slice.
            (PageEvents, On("session_id", "start_time")),
            // A catalogue does not grow with its listeners, and time has 86,400 rows a day at most, however many plays there are.
            (Songs, All("song_id")),
            (Artists, All("artist_id")),
            (SparkifyWarehouse.Time, All("start_time")),
            (LoadHistory, All("load_id")),
        ]);

        public static readonly IReadOnlyList<KeyPreset> InOrder = [Membership, Balanced];

        static KeyPreset Preset(string name, string purpose, IReadOnlyList<(Table Table, TableKeys Keys)> frontroom) =>
            new(name, purpose, Backroom.Concat(frontroom).ToDictionary(entry => entry.Table.FullName, entry => entry.Keys));
    }
}
