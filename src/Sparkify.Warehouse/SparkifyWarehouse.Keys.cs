using Sparkify.Warehouse.Model;
using static Sparkify.Warehouse.Model.TableKeys;

namespace Sparkify.Warehouse;

// Where rows lie on an engine of many slices, and in what order. docs/keys.md says what each choice costs; `sparkify keys` measures it.
public static partial class SparkifyWarehouse
{
    /// <summary>The documented design, and the default: analysts study free and paid listeners apart.</summary>
    public static KeyPreset Membership => Presets.Membership;

    /// <summary>Rows spread evenly, and every join of the standard reports has both sides in one place.</summary>
    public static KeyPreset Balanced => Presets.Balanced;

    /// <summary>All presets, the default first.</summary>
    public static IReadOnlyList<KeyPreset> KeyPresets => Presets.InOrder;

    /// <summary>The preset of this name; null when there is none.</summary>
    public static KeyPreset? FindKeyPreset(string name) => KeyPresets.FirstOrDefault(preset => preset.Name == name);

    static class Presets
    {
        static readonly IReadOnlyList<(Table Table, TableKeys Keys)> Backroom =
        [
            // Staged rows are asked for by key: rows of one identity must meet, to choose the winner among them, and so must a row and what
            // the load changed about it. A key of an event begins with its day: in its order, what a load touches lies close together.
            (StagingEvents, On("event_key", "event_key")),
            (ChangedEvents, On("hash_key", "hash_key")),
            (StagingSongs, On("song_id", "song_id")),
            // These are joined with staging by the row's place in its file, where its key is not known. They are short, and lie on every node.
            (DuplicateEvents, All("file_id", "byte_offset")),
            (DuplicateSongs, All("file_id", "byte_offset")),
            (EventRekeys, All("file_id", "byte_offset")),
            (ChangedSongs, All("match_key")),
            (ChangedArtistNames, All("artist_name")),
            // The books: a row a file at most, joined with every staged row.
            (Files, All("file_id")),
            (DiscardedFiles, All("file_id")),
            (Loads, All("load_id")),
            (Identity, All()),
            // Nothing joins the rejects, and their raw texts may be long: in turn, so that no slice has all those of a broken file.
            (Rejects, Even("file_id")),
        ];

        public static readonly KeyPreset Membership = Preset("membership", "The documented design: free and paid listeners lie apart",
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

        public static readonly KeyPreset Balanced = Preset("balanced", "Even slices, and no rows on their way in a join: facts by listener or session, small dimensions on every node",
        [
            // A listener's plays, levels and entry meet on one slice. All of these grow with the service, so none may be copied.
            (SongPlays, On("user_id", "start_time")),
            (Users, On("user_id", "user_id")),
            (UserLevels, On("user_id", "user_id")),
            // Not by listener: whoever is not logged in has no user_id, and all such events would lie on one slice.
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
