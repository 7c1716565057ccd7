using System.Globalization;
using Sparkify.Warehouse.Results;
using Sparkify.Web.Queries;

namespace Sparkify.Web.Questions;

/// <summary>Collects the two results of a question's job: what is published, and the rows of the question itself.</summary>
sealed class AnswerRows : IResultSink
{
    readonly List<string?[]> rows = [];
    IReadOnlyList<ResultColumn> columns = [];
    Publication? publication;
    bool isCut;
    int results;

    /// <inheritdoc/>
    public void Open(IReadOnlyList<ResultColumn> opened)
    {
        if (results == 1)
            publication = rows is [[{ } load, { } at, var newest]] ? new(long.Parse(load, CultureInfo.InvariantCulture), at, newest) : null;
        rows.Clear();
        (columns, isCut, results) = (opened, false, results + 1);
    }

    /// <inheritdoc/>
    public void Add(ReadOnlySpan<byte> json, ReadOnlySpan<int> lengths)
    {
        foreach (var length in lengths)
        {
            rows.Add(ResultSpool.Cells(json[..length], columns.Count));
            json = json[length..];
        }
    }

    /// <inheritdoc/>
    public void Cut(string why) => isCut = true;

    /// <summary>The answer, once the job has ended.</summary>
    public Answer ToAnswer(double seconds) => new(publication, columns, rows, isCut, seconds);
}
