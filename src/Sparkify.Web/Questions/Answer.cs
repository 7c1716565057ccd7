using Sparkify.Warehouse.Results;

namespace Sparkify.Web.Questions;

/// <summary>The answer to a question.</summary>
/// <param name="Publication">The publication that was read; null before the first load.</param>
/// <param name="Columns">Columns.</param>
/// <param name="Rows">Rows; texts as in CSV, null for null.</param>
/// <param name="IsCut">Whether rows were left out because an answer may not have more.</param>
/// <param name="Seconds">How long the engine took.</param>
sealed record Answer(Publication? Publication, IReadOnlyList<ResultColumn> Columns, IReadOnlyList<string?[]> Rows, bool IsCut, double Seconds);

/// <summary>A publication of the front room.</summary>
/// <param name="LoadId">The last load it shows.</param>
/// <param name="PublishedAt">When it was published, ISO 8601.</param>
/// <param name="NewestEventAt">The newest event in it; null when there is none.</param>
sealed record Publication(long LoadId, string PublishedAt, string? NewestEventAt);
