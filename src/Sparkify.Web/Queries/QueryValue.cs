using System.Text.Json.Serialization;

namespace Sparkify.Web.Queries;

/// <summary>The value of a query's parameter, with its type, so that it reaches the engine unchanged from another process.</summary>
[JsonDerivedType(typeof(Text), "text")]
[JsonDerivedType(typeof(Integer), "integer")]
[JsonDerivedType(typeof(Timestamp), "timestamp")]
[JsonDerivedType(typeof(Date), "date")]
abstract record QueryValue
{
    /// <summary>The value as an engine's driver takes it.</summary>
    public abstract object ForDriver();

    /// <summary>The typed form of a value; null for null.</summary>
    public static QueryValue? Of(object? value) => value switch
    {
        null => null,
        string text => new Text(text),
        int number => new Integer(number),
        long number => new Integer(number),
        DateTime instant => new Timestamp(instant),
        DateOnly day => new Date(day),
        _ => throw new ArgumentException($"A {value.GetType().Name} cannot be a query's parameter. Expected text, an integer, a timestamp, a date or null.", nameof(value)),
    };

    /// <summary>Text.</summary>
    public sealed record Text(string Content) : QueryValue
    {
        /// <inheritdoc/>
        public override object ForDriver() => Content;
    }

    /// <summary>An integer of 64 bits.</summary>
    public sealed record Integer(long Number) : QueryValue
    {
        /// <inheritdoc/>
        public override object ForDriver() => Number;
    }

    /// <summary>A timestamp without a time zone.</summary>
    public sealed record Timestamp(DateTime Instant) : QueryValue
    {
        /// <inheritdoc/>
        public override object ForDriver() => Instant;
    }

    /// <summary>A day.</summary>
    public sealed record Date(DateOnly Day) : QueryValue
    {
        /// <inheritdoc/>
        public override object ForDriver() => Day;
    }
}
