using Sparkify.Web.Queries;

namespace Sparkify.Web.Questions;

/// <summary>One of the pages' own queries: its answer depends only on the publication, and is kept while that is current.</summary>
/// <param name="Key">What distinguishes it from other questions, including the values of its parameters.</param>
/// <param name="Sql">One select.</param>
/// <param name="Values">Its parameters <c>$1</c>, <c>$2</c>, …</param>
sealed record Question(string Key, string Sql, params IReadOnlyList<object?> Values)
{
    /// <summary>The query with its typed parameters.</summary>
    public QueryText Text => new(Sql, [.. Values.Select(QueryValue.Of)]);

    /// <summary>A question from an SQL file of this folder.</summary>
    public static Question Of(string name)
    {
        var assembly = typeof(Question).Assembly;
        using var stream = assembly.GetManifestResourceStream($"questions/{name}.sql") ?? throw new ArgumentException($"There is no questions/{name}.sql.", nameof(name));
        using var reader = new StreamReader(stream);
        return new(name, reader.ReadToEnd().TrimEnd());
    }
}
