using Sparkify.Warehouse.Errors;
using Sparkify.Web.Http;

namespace Sparkify.Web.Queries;

/// <summary>
/// Everybody's queries with their results, limited in number per person and in bytes per account and in total. The least recently viewed are removed
/// first; one that is being downloaded stays until the download ends.
/// </summary>
sealed class KeptResults : IDisposable
{
    /// <summary>How many waiting and running queries all sign-ins of one account may have, as a multiple of one person's.</summary>
    const int PeopleOfAccount = 4;

    static readonly TimeSpan Often = TimeSpan.FromMinutes(1);

    readonly Dictionary<string, QueryRun> runs = new(StringComparer.Ordinal);
    readonly Lock gate = new();
    readonly ServeLimits limits;
    readonly TimeProvider clock;
    readonly ITimer timer;

    public KeptResults(ServeLimits limits, TimeProvider clock)
    {
        (this.limits, this.clock) = (limits, clock);
        timer = clock.CreateTimer(_ => Trim(null), null, Often, Often);
    }

    /// <summary>All of them.</summary>
    public IReadOnlyList<QueryRun> All
    {
        get
        {
            lock (gate)
                return [.. runs.Values];
        }
    }

    /// <summary>The query with this id.</summary>
    public QueryRun? Find(string id)
    {
        lock (gate)
            return runs.GetValueOrDefault(id);
    }

    /// <summary>Makes room for one more query; throws a <see cref="WarehouseException"/> if there is none.</summary>
    public void MakeRoom(Caller caller)
    {
        lock (gate)
        {
            var busy = runs.Values.Where(run => !run.Snapshot.IsOver).ToList();
            if (busy.Count(run => run.Caller.Owner == caller.Owner) > limits.Waiting || busy.Count(run => run.Caller.Account == caller.Account) > limits.Waiting * PeopleOfAccount)
                throw new WarehouseException($"More than {limits.Waiting} of your queries run or wait already. Wait for one of them, or cancel it.");
            RemoveAll(Idle(run => run.Caller.Owner == caller.Owner).Skip(limits.Results - 1));
            RemoveOverLimits(null);
            if (Bytes(run => run.Caller.Account == caller.Account) > limits.AccountBytes || Bytes(_ => true) > limits.TotalBytes)
                throw new WarehouseException("The results that are being downloaded take all the space there is. Wait for one of the downloads to end.");
        }
    }

    /// <summary>Adds a query.</summary>
    public void Add(QueryRun run)
    {
        lock (gate)
            runs.Add(run.Id, run);
    }

    /// <summary>Removes a query.</summary>
    public void Remove(QueryRun run)
    {
        lock (gate)
            runs.Remove(run.Id);
    }

    /// <summary>Removes what is too old or too much, but never the query that has just ended.</summary>
    public void Trim(QueryRun? ended)
    {
        lock (gate)
            RemoveOverLimits(ended);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        timer.Dispose();
        lock (gate)
            RemoveAll(runs.Values);
    }

    void RemoveOverLimits(QueryRun? except)
    {
        RemoveAll(Idle(run => clock.GetElapsedTime(run.LastSeen) > limits.ResultAge));
        foreach (var account in runs.Values.Select(run => run.Caller.Account).Distinct().ToList())
            RemoveUntil(limits.AccountBytes, run => run.Caller.Account == account, except);
        RemoveUntil(limits.TotalBytes, _ => true, except);
    }

    void RemoveUntil(long most, Func<QueryRun, bool> of, QueryRun? except)
    {
        var over = Bytes(of) - most;
        foreach (var run in Enumerable.Reverse(Idle(of)).Where(run => run != except))
        {
            if (over <= 0)
                return;
            over -= BytesOf(run);
            RemoveAll([run]);
        }
    }

    // Those that nobody waits for or reads; the most recently viewed comes first.
    List<QueryRun> Idle(Func<QueryRun, bool> of) => [.. runs.Values.Where(run => of(run) && run.Snapshot.IsOver && !run.IsRead).OrderByDescending(run => run.LastSeen)];

    long Bytes(Func<QueryRun, bool> of) => runs.Values.Where(of).Where(run => run.Snapshot.IsOver).Sum(BytesOf);

    static long BytesOf(QueryRun run) => run.Snapshot.Rows?.Bytes ?? 0;

    void RemoveAll(IEnumerable<QueryRun> gone)
    {
        foreach (var run in gone.ToList())
        {
            runs.Remove(run.Id);
            run.Dispose();
        }
    }
}
