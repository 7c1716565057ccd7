using System.Globalization;
using Microsoft.Extensions.Caching.Memory;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Errors;
using Sparkify.Web.Http;
using Sparkify.Web.Queries;

namespace Sparkify.Web.Questions;

/// <summary>
/// Keeps the results of the pages' own queries until the next publication: the front room is a function of what is loaded. Everybody who asks for the
/// same shares one result.
/// </summary>
sealed class AnswerCache(IFrontroom engine, IQueryExecutor executor, ServeLimits limits, TimeProvider clock) : IDisposable
{
    const int CellCharacters = 16; // what a text takes besides its characters

    static readonly Question Current = Question.Of("publication");

    static readonly ResultLimits MostOfAnswer = new(Rows: 5000, Bytes: 16L << 20, RowBytes: 1L << 20);

    // Places of its own: pages do not wait behind typed queries.
    readonly QueryRunner runner = new(executor, new FairQueue(limits.ParallelStandard, int.MaxValue), clock);
    readonly MemoryCache answers = new(new MemoryCacheOptions { SizeLimit = limits.AnswerCharacters, TrackStatistics = true });
    readonly Dictionary<(string Stamp, string Key), Task<Answer>> asked = [];
    readonly CancellationTokenSource stopped = new();
    readonly Lock gate = new();

    /// <summary>What is published now; null before the first load.</summary>
    public async Task<Publication?> PublicationAsync(Caller caller, CancellationToken cancellation) =>
        engine.Stamp is null ? (await RunAsync(caller.Owner, Current)).Publication : (await AskAsync(caller, Current, cancellation)).Publication;

    /// <summary>Answers a question, from memory where the same publication answered it before.</summary>
    public async Task<Answer> AskAsync(Caller caller, Question question, CancellationToken cancellation)
    {
        var key = (engine.Stamp ?? await StampAsync(caller.Owner), question.Key);
        if (answers.TryGetValue(key, out Answer? known))
            return known!;
        Task<Answer>? answer;
        lock (gate)
        {
            if (!asked.TryGetValue(key, out answer))
                asked.Add(key, answer = KeepAsync(key, caller.Owner, question));
        }
        return await answer.WaitAsync(cancellation);
    }

    /// <summary>Characters that are kept.</summary>
    public long Characters => answers.GetCurrentStatistics()?.CurrentEstimatedSize ?? 0;

    /// <summary>Stops the questions that are asked just now.</summary>
    public void Stop() => stopped.Cancel();

    /// <inheritdoc/>
    public void Dispose()
    {
        stopped.Dispose();
        answers.Dispose();
    }

    async Task<Answer> KeepAsync((string Stamp, string Key) key, string person, Question question)
    {
        // Whoever asks adds this task to those that are asked before it ends.
        await Task.Yield();
        try
        {
            var answer = await RunAsync(person, question);
            // Those of earlier publications go when their room is needed.
            answers.Set(key, answer, new MemoryCacheEntryOptions { Size = question.Key.Length + answer.Rows.Sum(row => row.Sum(cell => CellCharacters + (cell?.Length ?? 0))) });
            return answer;
        }
        finally
        {
            lock (gate)
                asked.Remove(key);
        }
    }

    async Task<string> StampAsync(string person) => (await RunAsync(person, Current)).Publication is { } publication ? $"{publication.LoadId} {publication.PublishedAt}" : "";

    async Task<Answer> RunAsync(string person, Question question)
    {
        var began = clock.GetTimestamp();
        var results = new AnswerRows();
        var job = new QueryJob([Current.Text, question.Text], limits.Query, MostOfAnswer, IsBackground: false);
        var (end, fault) = await runner.RunAsync(person, job, results, () => began = clock.GetTimestamp(), stopped.Token);
        return end switch
        {
            QueryEnd.Done => results.ToAnswer(clock.GetElapsedTime(began).TotalSeconds),
            QueryEnd.Cancelled => throw new OperationCanceledException("The server is stopping."),
            QueryEnd.TimedOut => throw new WarehouseException($"The report was stopped after {limits.Timeout.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)} seconds, the time limit. Choose fewer days, a level or a place."),
            _ => throw new WarehouseException(fault!.Message),
        };
    }
}
