using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Sparkify.Warehouse.Errors;
using Sparkify.Web.Hosting;
using Sparkify.Web.Http;

namespace Sparkify.Web.Saved;

/// <summary>Queries that people shared by link, in one file of the state folder, which is replaced as a whole. Each account has its own limit.</summary>
sealed class SharedQueries(StateFolder folder, TimeProvider clock)
{
    const int MostQueries = 1000;
    const int MostCharacters = 4_000_000;

    readonly string path = Path.Combine(folder.Path, "shared-queries.json");
    readonly Lock gate = new();

    /// <summary>All of them, the newest first.</summary>
    public IReadOnlyList<SharedQuery> All
    {
        get
        {
            lock (gate)
                return Read();
        }
    }

    /// <summary>The query with this id; null if there is none.</summary>
    public SharedQuery? Find(string id) => All.FirstOrDefault(query => query.Id == id);

    /// <summary>Saves a query under a name. A saved query never changes.</summary>
    public SharedQuery Add(Caller caller, string name, string sql)
    {
        name = name.Trim();
        if (name.Length is 0 or > 120 || name.Any(char.IsControl))
            throw new WarehouseException("A query's name has 1 to 120 characters on one line.");
        var query = new SharedQuery(
            Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6)), name, sql, caller.Name, clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), caller.Account);
        Change(queries =>
        {
            var mine = queries.Where(other => other.Owner == caller.Account).ToList();
            if (mine.Count >= MostQueries || mine.Sum(other => (long)other.Sql.Length) + sql.Length > MostCharacters)
                throw new WarehouseException($"You have shared {mine.Count:N0} queries; {MostQueries:N0} with {MostCharacters:N0} characters are the most. Remove some of them.");
            return [query, .. queries];
        });
        return query;
    }

    /// <summary>Removes a query of the account; returns whether there was one.</summary>
    public bool Remove(Caller caller, string id)
    {
        var removed = false;
        Change(queries =>
        {
            SharedQuery[] rest = [.. queries.Where(query => query.Id != id || query.Owner != caller.Account)];
            removed = rest.Length < queries.Count;
            return rest;
        });
        return removed;
    }

    void Change(Func<IReadOnlyList<SharedQuery>, SharedQuery[]> change)
    {
        lock (gate)
        {
            var queries = change(Read());
            using (var file = new FileStream(path + ".new", StateFolder.ForWriting))
            {
                JsonSerializer.Serialize(file, queries, SavedJson.Default.SharedQueryArray);
                file.Flush(flushToDisk: true);
            }
            File.Move(path + ".new", path, overwrite: true);
        }
    }

    SharedQuery[] Read()
    {
        if (!File.Exists(path))
            return [];
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), SavedJson.Default.SharedQueryArray) ?? [];
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new UnavailableException(
                "The shared queries cannot be read right now. The reason is in the log of sparkify serve.",
                new WarehouseException($"The shared queries {path} cannot be read: {error.Message} Restore the file, or move it away.", cause: error));
        }
    }
}
