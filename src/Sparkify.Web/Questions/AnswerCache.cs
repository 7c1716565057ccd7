using System.Globalization;
using Microsoft.Extensions.Caching.Memory;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Errors;
using Sparkify.Web.Http;
using Sparkify.Web.Queries;

namespace Sparkify.Web.Questions;

/// <summary>
/// Keeps the results of the pages' own queries until the next publication, as the front room does not change before it. Requests for the same
/// question share one result.
/// </summary>
sealed class AnswerCache(IFrontroom engine, IQueryExecutor executor, ServeLimits limits, TimeProvider clock) : IDisposable
{
    const int CellCharacters = 16; // what a text takes besides its characters

    static readonly Question Current = Question.Of("publication");

    static readonly ResultLimits MostOfAnswer = new(Rows: 5000, Bytes: 16L << 20, RowBytes: 1L << 20);

    // Its own slots, so that pages do not wait behind typed queries.
    readonly QueryRunner runner = new(executor, new FairQueue(limits.ParallelStandard, int.MaxValue), clock);
    readonly MemoryCache answers = new(new MemoryCacheOptions { SizeLimit = limits.AnswerCharacters, TrackStatistics = true });
    readonly Dictionary<(string Publication, string Key), Task<Answer>> asked = [];
    readonly CancellationTokenSource stopped = new();
    readonly Lock gate = new();

    /// <summary>The current publication; null before the first load.</summary>
    public async Task<Publication?> PublicationAsync(Caller caller, CancellationToken cancellation) =>
        engine.PublicationTag is null ? (await RunAsync(caller.Owner, Current)).Publication : (await AskAsync(caller, Current, cancellation)).Publication;

    /// <summary>Answers a question, from memory if it was answered for the same publication before.</summary>
    public async Task<Answer> AskAsync(Caller caller, Question question, CancellationToken cancellation)
    {
        var key = (engine.PublicationTag ?? await PublicationTagAsync(caller.Owner), question.Key);
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

    /// <summary>Stops the running questions.</summary>
    public void Stop() => stopped.Cancel();

    /// <inheritdoc/>
    public void Dispose()
    {
        stopped.Dispose();
        answers.Dispose();
    }

    async Task<Answer> KeepAsync((string Publication, string Key) key, string person, Question question)
    {
        // Yields first, so that the caller has registered this task before it can end.
        await Task.Yield();
        try
        {
            var answer = await RunAsync(person, question);
            // Answers of earlier publications are removed when their space is needed.
            answers.Set(key, answer, new MemoryCacheEntryOptions { Size = question.Key.Length + answer.Rows.Sum(row => row.Sum(cell => CellCharacters + (cell?.Length ?? 0))) });
            return answer;
        }
        finally
        {
            lock (gate)
                asked.Remove(key);
        }
    }

    async Task<string> PublicationTagAsync(string person) => (await RunAsync(person, Current)).Publication is { } publication ? $"{publication.LoadId} {publication.PublishedAt}" : "";

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
