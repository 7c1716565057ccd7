using Sparkify.Web.Queries;

namespace Sparkify.Web.Questions;

/// <summary>A question of our own to the front room: its answer depends on the publication alone, and is kept as long as that is shown.</summary>
/// <param name="Key">What tells it from others, the values of its parameters included.</param>
/// <param name="Sql">One select.</param>
/// <param name="Values">Its parameters <c>$1</c>, <c>$2</c>, …</param>
sealed record Question(string Key, string Sql, params IReadOnlyList<object?> Values)
{
    /// <summary>The query with its typed parameters.</summary>
    public QueryText Text => new(Sql, [.. Values.Select(QueryValue.Of)]);

    /// <summary>A question from a file of this folder.</summary>
    public static Question Of(string name)
    {
        var assembly = typeof(Question).Assembly;
        using var stream = assembly.GetManifestResourceStream($"questions/{name}.sql") ?? throw new ArgumentException($"There is no questions/{name}.sql.", nameof(name));
        using var reader = new StreamReader(stream);
        return new(name, reader.ReadToEnd().TrimEnd());
    }
}
