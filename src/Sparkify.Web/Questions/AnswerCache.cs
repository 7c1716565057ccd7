using System.Data.Common;
using System.Globalization;
using Sparkify.Warehouse.Engines;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Results;
using Sparkify.Web.Http;
using Sparkify.Web.Queries;

namespace Sparkify.Web.Questions;

/// <summary>
/// Answers our own questions. The front room is a function of what is loaded, so an answer holds as long as its publication is shown: whoever asks
/// the same meanwhile shares one answer, and an analyst's heavy query beside it slows down the first only.
/// </summary>
sealed class AnswerCache(IEngine engine, ServeLimits limits, TimeProvider clock) : IDisposable
{
    const int MostRows = 5000;
    const int MostAnswers = 2000;

    static readonly Question Current = Question.Of("publication");

    readonly FairQueue queue = new(limits.ParallelStandard, int.MaxValue);
    readonly Dictionary<(string Stamp, string Key), Task<Answer>> answers = [];
    readonly CancellationTokenSource stopped = new();
    readonly Lock gate = new();

    /// <summary>What is published now; null before the first load.</summary>
    public async Task<Publication?> PublicationAsync(Caller caller, CancellationToken cancellation) =>
        engine.Stamp is null ? (await RunAsync(caller.Owner, Current)).Publication : (await AskAsync(caller, Current, cancellation)).Publication;

    /// <summary>Answers a question, from memory where the same publication answered it before.</summary>
    public async Task<Answer> AskAsync(Caller caller, Question question, CancellationToken cancellation)
    {
        var stamp = engine.Stamp ?? await StampAsync(caller.Owner);
        Task<Answer>? answer;
        lock (gate)
        {
            if (!answers.TryGetValue((stamp, question.Key), out answer) || answer.IsFaulted || answer.IsCanceled)
            {
                foreach (var old in answers.Keys.Where(key => key.Stamp != stamp || answers.Count >= MostAnswers).ToList())
                    answers.Remove(old);
                answers[(stamp, question.Key)] = answer = RunAsync(caller.Owner, question);
            }
        }
        return await answer.WaitAsync(cancellation);
    }

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
    public void Dispose() => stopped.Dispose();

    async Task<string> StampAsync(string person) => (await RunAsync(person, Current)).Publication is { } publication ? $"{publication.LoadId} {publication.PublishedAt}" : "";

    async Task<Answer> RunAsync(string person, Question question)
    {
        using var place = await queue.EnterAsync(person, stopped.Token);
        return await Task.Factory.StartNew(() => Run(question), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
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
