using System.Buffers;
using System.Text;
using System.Text.Json;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Reading;

/// <summary>A step of a JSONPath: into an object by key, or into an array by index.</summary>
internal readonly record struct PathStep(byte[]? Key, int Index);

/// <summary>
/// A JSONPaths file: path i says where the value of the source's field i comes from, in the declared order of fields.
/// A path is <c>$['a']</c>, <c>$["a"]</c> or <c>$.a</c>, followed by more such steps or <c>[n]</c>.
/// </summary>
public sealed class JsonPaths
{
    // Characters that a key without quotes must not contain: they belong to other forms of JSONPath, or are mistakes.
    static readonly SearchValues<char> NoBareKey = SearchValues.Create("]'\"*?@()$,:\\ \t\r\n");

    JsonPaths(IReadOnlyList<PathStep[]> paths) => Paths = paths;

    /// <summary>One path per field; the first step is a key.</summary>
    internal IReadOnlyList<PathStep[]> Paths { get; }

    /// <summary>Reads a file. The <see cref="UsageException"/> for a wrong path gives its number.</summary>
    /// <param name="json">The file's content.</param>
    /// <param name="source">The source with the fields.</param>
    /// <param name="name">The file's name in messages.</param>
    public static JsonPaths Parse(ReadOnlySpan<byte> json, Source source, string name)
    {
        ArgumentNullException.ThrowIfNull(source);
        var reader = new Utf8JsonReader(json[UnicodeMark.LengthOfUtf8(json)..]);
        try
        {
            using var document = JsonDocument.ParseValue(ref reader);
            if (!json[(UnicodeMark.LengthOfUtf8(json) + (int)reader.BytesConsumed)..].Trim(" \t\r\n"u8).IsEmpty)
                throw Wrong(name, "text after the object", "one object and nothing else");
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("jsonpaths", out var list) || list.ValueKind != JsonValueKind.Array)
                throw Wrong(name, RejectText.Found(json), """an object {"jsonpaths": [...]}""");
            if (list.GetArrayLength() != source.Fields.Count)
                throw Wrong(name, $"{list.GetArrayLength()} paths", $"{source.Fields.Count}, one for each field of {source.Name}: {string.Join(", ", source.Fields.Select(field => field.Name))}");
            return new JsonPaths([.. list.EnumerateArray().Select((path, i) => ParsePath(path, i + 1, name))]);
        }
        catch (Exception cause) when (cause is JsonException or InvalidOperationException)
        {
            throw Wrong(name, $"text that is not JSON ({cause.Message})", """an object {"jsonpaths": [...]}""");
        }
    }

    static UsageException Wrong(string name, string found, string expected) =>
        new($"The JSONPaths file {name} cannot be used: found {found}; expected {expected}. Correct the file, or leave it out to find fields by name.");

    static PathStep[] ParsePath(JsonElement element, int number, string name)
    {
        if (element.ValueKind != JsonValueKind.String)
            throw Wrong(name, $"{RejectText.Found(Encoding.UTF8.GetBytes(element.GetRawText()))} as path {number}", "a path in quotes");
        var path = element.GetString()!;
        var steps = new List<PathStep>();
        var rest = path.AsSpan();
        if (rest is not ['$', ..])
            throw WrongPath("a path that begins with $");
        rest = rest[1..];
        while (!rest.IsEmpty)
            steps.Add(TakeStep(ref rest) ?? throw WrongPath("steps of the forms ['key'], [\"key\"], .key and [n]"));
        if (steps.Count == 0 || steps[0].Key is null)
            throw WrongPath("a key as its first step, since rows are objects");
        return [.. steps];

        UsageException WrongPath(string expected) => Wrong(name, $"{RejectText.Found(Encoding.UTF8.GetBytes(path))} as path {number}", expected);
    }

    // Removes one step from the path; null if it has none of the forms.
    static PathStep? TakeStep(ref ReadOnlySpan<char> rest)
    {
        int end;
        switch (rest)
        {
            case ['[', '\'' or '"', ..]:
                end = rest[2..].IndexOf([rest[1], ']']);
                if (end < 1)
                    return null;
                var quoted = rest.Slice(2, end);
                rest = rest[(end + 4)..];
                return quoted.Contains('\\') || quoted.ContainsAny('\'', '"') ? null : KeyStep(quoted);
            case ['[', ..]:
                end = rest.IndexOf(']');
                if (end < 2 || rest[1..end].ContainsAnyExceptInRange('0', '9') || !int.TryParse(rest[1..end], out var index))
                    return null;
                rest = rest[(end + 1)..];
                return new PathStep(null, index);
            case ['.', ..]:
                end = rest[1..].IndexOfAny('.', '[');
                var bare = end < 0 ? rest[1..] : rest.Slice(1, end);
                rest = rest[(bare.Length + 1)..];
                return bare.IsEmpty || bare.ContainsAny(NoBareKey) ? null : KeyStep(bare);
            default:
                return null;
        }
    }

    static PathStep KeyStep(ReadOnlySpan<char> key) => new(Encoding.UTF8.GetBytes(key.ToString()), 0);
}
