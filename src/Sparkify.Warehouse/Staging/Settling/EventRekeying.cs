using System.Data.Common;
using System.Globalization;
using Sparkify.Warehouse.Engines.Sql;

namespace Sparkify.Warehouse.Staging.Settling;

/// <summary>
/// Assigns other keys to events whose hash collides (R11), as a pure function of the existing identities. Round 0: of the identities with
/// the same hash the smallest keeps it. Round 1: the others try their hash with suffix 1; hashes that are already assigned are not
/// available, and the smallest identity gets a free one. The rest go to round 2, and so on.
/// </summary>
sealed class EventRekeying(DbConnection connection, Dialect dialect, Func<EventIdentity, int, long> hash)
{
    /// <summary>Fills the empty event_rekeys from the events that count.</summary>
    public void Run()
    {
        var waiting = ReadContended();
        var kept = new HashSet<long>();
        for (var suffix = 1; waiting.Count > 0; suffix++)
        {
            var candidates = waiting.ToLookup(row => hash(row.Identity, suffix));
            var taken = FindFirstKeys(candidates.Select(candidate => candidate.Key));
            waiting = [];
            foreach (var candidate in candidates)
            {
                var contenders = candidate.OrderBy(row => row.Identity).ToList();
                var isFree = !taken.Contains(candidate.Key) && kept.Add(candidate.Key);
                if (isFree)
                    Keep(contenders[0], candidate.Key);
                waiting.AddRange(contenders.Skip(isFree ? 1 : 0));
            }
        }
    }

    /// <summary>The events that share a hash, without the smallest identity of each.</summary>
    List<Row> ReadContended()
    {
        var rows = connection.Query(SqlScripts.Read("staging/settling/contended_events", dialect), row =>
        {
            var milliseconds = (long)(row.GetDateTime(4) - DateTime.UnixEpoch).TotalMilliseconds;
            var identity = new EventIdentity(row.GetInt64(1), row.GetInt32(2), row.IsDBNull(3) ? null : row.GetInt32(3), milliseconds);
            return new Row(identity, row.GetInt64(0), row.GetInt32(5), row.GetInt64(6));
        });
        return [.. rows.GroupBy(row => row.HashKey).SelectMany(group => group.OrderBy(row => row.Identity).Skip(1))];
    }

    /// <summary>The keys among these that are the first hash of an event that counts: each was assigned in round 0.</summary>
    HashSet<long> FindFirstKeys(IEnumerable<long> keys)
    {
        var found = new HashSet<long>();
        foreach (var some in keys.Chunk(1000))
        {
            var query = SqlScripts.Read("staging/settling/first_keys", dialect)
                .Replace("(0)", $"({string.Join(", ", some.Select(key => key.ToString(CultureInfo.InvariantCulture)))})", StringComparison.Ordinal);
            found.UnionWith(connection.Query(query, row => row.GetInt64(0)));
        }

        return found;
    }

    void Keep(Row row, long key) => connection.Execute(dialect.Insert(
        SparkifyWarehouse.EventRekeys,
        string.Create(CultureInfo.InvariantCulture, $"values ({row.FileId}, {row.ByteOffset}, {row.HashKey}, {key})")));

    sealed record Row(EventIdentity Identity, long HashKey, int FileId, long ByteOffset);
}
