using System.Text.Json;
using Sparkify.Warehouse.Errors;
using Sparkify.Web.Api;

namespace Sparkify.Web.Saved;

/// <summary>Queries that people gave a name, to be found by a link: in one file, written beside and renamed into place.</summary>
sealed class SharedQueries(string folder, TimeProvider clock)
{
    const int Most = 5000;

    readonly string path = Path.Combine(folder, "shared-queries.json");
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

    /// <summary>The one of a link; null when there is none.</summary>
    public SharedQuery? Find(string id) => All.FirstOrDefault(query => query.Id == id);

    /// <summary>Keeps a query under a name. What a link leads to never changes.</summary>
    public SharedQuery Add(string person, string name, string sql)
    {
        name = name.Trim();
        if (name.Length is 0 or > 120 || name.Any(char.IsControl))
            throw new WarehouseException("A query's name has 1 to 120 characters on one line.");
        var query = new SharedQuery(
            Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(6)), name, sql, person, clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture));
        Change(queries => queries.Count < Most ? [query, .. queries] : throw new WarehouseException($"{Most} queries are shared already. Remove some of yours."));
        return query;
    }

    /// <summary>Removes a person's own query; says whether there was one.</summary>
    public bool Remove(string person, string id)
    {
        var removed = false;
        Change(queries =>
        {
            removed = queries.Any(query => query.Id == id && query.By == person);
            return [.. queries.Where(query => query.Id != id || query.By != person)];
        });
        return removed;
    }

    void Change(Func<IReadOnlyList<SharedQuery>, SharedQuery[]> change)
    {
        lock (gate)
        {
            var queries = change(Read());
            File.WriteAllBytes(path + ".new", JsonSerializer.SerializeToUtf8Bytes(queries, WebJson.Default.SharedQueryArray));
            File.Move(path + ".new", path, overwrite: true);
        }
    }

    SharedQuery[] Read()
    {
        if (!File.Exists(path))
            return [];
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), WebJson.Default.SharedQueryArray) ?? [];
        }
        catch (JsonException error)
        {
            throw new WarehouseException($"The shared queries {path} cannot be read: {error.Message} Restore the file, or move it away.", cause: error);
        }
    }
}

/// <summary>A query with a name.</summary>
sealed record SharedQuery(string Id, string Name, string Sql, string By, string At);
