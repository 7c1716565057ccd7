using Sparkify.Warehouse.Model;
using Sparkify.Warehouse.Reading;

namespace Sparkify.Warehouse.Staging.Intake;

/// <summary>How a load reads: the JSONPaths of the events, and the unknown fields found.</summary>
sealed class ReadingRules(JsonPaths? eventPaths)
{
    public UnknownFields UnknownFields { get; } = new();

    public SourceReader NewReader(Source source, IRejectSink rejects) =>
        new(source, source == SparkifyWarehouse.Events ? eventPaths : null, rejects, UnknownFields);
}
