using System.Data.Common;
using System.Globalization;
using Sparkify.Warehouse.Engines;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Results;
using Sparkify.Web.Queries;

namespace Sparkify.Web.Questions;

/// <summary>
/// Answers our own questions. The front room is a function of what is loaded, so an answer holds as long as its publication is shown: whoever asks
/// the same meanwhile shares one answer, and an analyst's heavy query beside it slows down the first only.
/// </summary>
sealed class QuestionDesk(IEngine engine, ServeLimits limits, TimeProvider clock)
{
    const int MostRows = 5000;
    const int MostAnswers = 2000;

    static readonly Question Current = Question.Of("publication");

    readonly FairQueue queue = new(limits.ParallelStandard, int.MaxValue);
    readonly Dictionary<(string Stamp, string Key), Task<Answer>> answers = [];
    readonly Lock gate = new();

    /// <summary>What is published now; null before the first load.</summary>
    public async Task<Publication?> PublicationAsync(string person, CancellationToken cancellation) =>
        engine.Stamp is null ? (await RunAsync(person, Current)).Publication : (await AskAsync(person, Current, cancellation)).Publication;

    /// <summary>Answers a question, from memory where the same publication answered it before.</summary>
    public async Task<Answer> AskAsync(string person, Question question, CancellationToken cancellation)
    {
        var stamp = engine.Stamp ?? await StampAsync(person);
        Task<Answer>? answer;
        lock (gate)
        {
            if (!answers.TryGetValue((stamp, question.Key), out answer) || answer.IsFaulted || answer.IsCanceled)
            {
                foreach (var old in answers.Keys.Where(key => key.Stamp != stamp || answers.Count >= MostAnswers).ToList())
                    answers.Remove(old);
                answers[(stamp, question.Key)] = answer = RunAsync(person, question);
            }
        }
        return await answer.WaitAsync(cancellation);
    }

    async Task<string> StampAsync(string person) => (await RunAsync(person, Current)).Publication is { } publication ? $"{publication.LoadId} {publication.PublishedAt}" : "";

    async Task<Answer> RunAsync(string person, Question question)
    {
        using var place = await queue.EnterAsync(person, CancellationToken.None);
        return await Task.Factory.StartNew(() => Run(question), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    Answer Run(Question question)
    {
        var began = clock.GetTimestamp();
        using var deadline = new CancellationTokenSource(limits.Timeout, clock);
        using var session = engine.OpenSession(limits.Question);
        try
        {
            session.Begin();
            var publication = session.Query(Current.Sql, row => new Publication(row.GetInt64(0), ValueText.Of(row.GetValue(1)), row.IsDBNull(2) ? null : ValueText.Of(row.GetValue(2))));
            using var command = session.Command(question.Sql, question.Values);
            using var interrupter = new Interrupter(engine, command, clock, deadline.Token);
            using var reader = command.ExecuteReader();
            var columns = ResultColumn.Of(reader);
            var rows = new List<string?[]>();
            var more = false;
            while (reader.Read() && !(more = rows.Count == MostRows))
                rows.Add([.. Enumerable.Range(0, columns.Count).Select(i => ResultValue.Read(reader, i) is { } value ? ValueText.Of(value) : null)]);
            return new(publication is [var shown] ? shown : null, columns, rows, more, clock.GetElapsedTime(began).TotalSeconds);
        }
        catch (DbException error) when (!deadline.IsCancellationRequested)
        {
            throw new WarehouseException(session.Explain(error, question.Sql).Message, cause: error);
        }
        catch (DbException error)
        {
            throw new WarehouseException($"The question was stopped after {limits.Timeout.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)} seconds, the most that one may take. Narrow it down.", cause: error);
        }
    }
}
