using System.Data.Common;
using System.Globalization;
using Microsoft.Extensions.Caching.Memory;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.Sql;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Results;
using Sparkify.Web.Http;
using Sparkify.Web.Queries;

namespace Sparkify.Web.Questions;

/// <summary>
/// Runs the queries of the pages themselves and caches their results until the next publication: the front room is a function of what is loaded.
/// Everybody who asks for the same shares one result.
/// </summary>
sealed class AnswerCache(IEngine engine, ServeLimits limits, TimeProvider clock) : IDisposable
{
    const int MostRows = 5000;
    const int CellCharacters = 16; // what a text takes besides its characters

    static readonly Question Current = Question.Of("publication");

    readonly FairQueue queue = new(limits.ParallelStandard, int.MaxValue);
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

    /// <summary>A session on the front room; an <see cref="UnavailableException"/> where it cannot be opened.</summary>
    public FrontroomSession Open()
    {
        try
        {
            return engine.OpenSession(limits.Question);
        }
        // Where the front room is and why it cannot be read is for whoever runs the server.
        catch (Exception error) when (error is WarehouseException or DbException or IOException or UnauthorizedAccessException)
        {
            throw new UnavailableException("The front room cannot be opened just now. Whoever runs sparkify serve finds the reason in its log.", error);
        }
    }

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
        try
        {
            using var place = await queue.EnterAsync(person, stopped.Token);
            return await Task.Factory.StartNew(() => Run(question), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        catch (Exception error) when (stopped.IsCancellationRequested)
        {
            // However an engine says that it was interrupted.
            throw new OperationCanceledException("The server is stopping.", error);
        }
    }

    Answer Run(Question question)
    {
        var began = clock.GetTimestamp();
        using var deadline = new CancellationTokenSource(limits.Timeout, clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, stopped.Token);
        using var session = Open();
        try
        {
            session.Begin();
            var publication = session.Query(Current.Sql, row => new Publication(row.GetInt64(0), ValueText.Of(row.GetValue(1)), row.IsDBNull(2) ? null : ValueText.Of(row.GetValue(2))));
            using var command = session.Command(question.Sql, question.Values);
            using var interrupter = new Interrupter(engine, command, clock, stop.Token);
            using var reader = command.ExecuteReader();
            var columns = ResultColumn.Of(reader);
            var rows = new List<string?[]>();
            var more = false;
            while (reader.Read() && !(more = rows.Count == MostRows))
                rows.Add([.. Enumerable.Range(0, columns.Count).Select(i => ResultValue.Read(reader, i) is { } value ? ValueText.Of(value) : null)]);
            return new(publication is [var shown] ? shown : null, columns, rows, more, clock.GetElapsedTime(began).TotalSeconds);
        }
        catch (DbException error) when (!stop.IsCancellationRequested)
        {
            throw new WarehouseException(session.Explain(error, question.Sql).Message, cause: error);
        }
        catch (DbException error)
        {
            throw new WarehouseException($"The report was stopped after {limits.Timeout.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)} seconds, the time limit. Choose fewer days, a level or a place.", cause: error);
        }
    }
}
