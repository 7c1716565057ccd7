using System.Runtime.CompilerServices;
using System.Text;
using Sparkify.Warehouse.Results;

namespace Sparkify.Cli.Output;

/// <summary>
/// A writer of text for people: it passes on no control characters (see <see cref="PlainText"/>). Values in an interpolated string stay on their line, so
/// that no file name or value with a line break can look like a line of the product's own; where <paramref name="indent"/> says so,
/// lines after the first of any other text are indented, for messages that were composed elsewhere.
/// </summary>
internal sealed class PlainWriter(TextWriter inner, bool indent) : TextWriter
{
    /// <inheritdoc/>
    public override Encoding Encoding => inner.Encoding;

    /// <inheritdoc/>
    public override void Write(char value) => inner.Write(value is '\n' or '\r' ? value : PlainText.Lines(value.ToString())[0]);

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    /// <inheritdoc/>
    public override void Write(string? value) => inner.Write(Plain(value ?? ""));

    /// <inheritdoc/>
    public override void WriteLine() => inner.WriteLine();

    /// <inheritdoc/>
    public override void WriteLine(string? value) => inner.WriteLine(Plain(value ?? ""));

    /// <summary>Writes a line whose values stay on it.</summary>
    public void WriteLine(ref Line line) => inner.WriteLine(line.ToString());

    /// <inheritdoc/>
    public override void Flush() => inner.Flush();

    string Plain(string text) => indent ? PlainText.Lines(text).Replace("\n", "\n  ", StringComparison.Ordinal) : PlainText.Lines(text);

    /// <summary>An interpolated string: its own text as it is written, its values on one line each.</summary>
    [InterpolatedStringHandler]
    public ref struct Line(int literalLength, int formattedCount)
    {
        readonly StringBuilder text = new(literalLength + (16 * formattedCount));

        /// <summary>Adds the product's own words.</summary>
        public readonly void AppendLiteral(string value) => text.Append(value);

        /// <summary>Adds a value.</summary>
        public readonly void AppendFormatted<T>(T value, int alignment = 0)
        {
            var plain = PlainText.OneLine(value?.ToString() ?? "");
            text.Append(alignment < 0 ? plain.PadRight(-alignment) : plain.PadLeft(alignment));
        }

        /// <inheritdoc/>
        public override readonly string ToString() => text.ToString();
    }
}
