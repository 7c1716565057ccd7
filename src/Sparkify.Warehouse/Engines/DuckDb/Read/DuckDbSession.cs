using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using DuckDB.NET.Data;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Engines.DuckDb.Native;
using Sparkify.Warehouse.Engines.DuckDb.Shared;

namespace Sparkify.Warehouse.Engines.DuckDb.Read;

/// <summary>One query's own engine on the published file: its memory, its threads, its settings; nothing of it outlives it.</summary>
sealed partial class DuckDbSession(IEngine engine, DbConnection connection, QueryLimits limits) : FrontroomSession(engine, connection)
{
    /// <summary>Opens what is published now.</summary>
    public static DuckDbSession Open(IEngine engine, DuckDbFiles files, QueryLimits limits) => new(engine, DuckDbReading.OpenFrontroom(files, limits), limits);

    public override DbCommand Command(string sql, params ReadOnlySpan<object?> parameters)
    {
        var command = base.Command(sql, parameters);
        // Otherwise the engine keeps the whole result in memory before the first row is read.
        ((DuckDBCommand)command).UseStreamingMode = true;
        return command;
    }

    public override Func<int, long> Sizes(DbDataReader reader)
    {
        DuckDbValueSize? sizes = null;
        return column => (sizes ??= new((DuckDBDataReader)reader)).Of(column);
    }

    /// <summary>The engine draws the place under the line, which it cuts at both ends where it is long.</summary>
    public override QueryFault Explain(DbException cause, string sql)
    {
        // The engine's advice is left out: an analyst cannot follow it.
        if (cause.Message.StartsWith("Out of Memory Error", StringComparison.Ordinal))
            return new(
                $"The query needs more than it may use here: {limits.Memory >> 20:N0} MiB of memory, and {limits.SpillBytes >> 20:N0} MiB of disk for what can be put there. Ask for less: fewer columns, a shorter time, a narrower join, shorter texts.", null);
        var picture = Picture().Match(cause.Message);
        if (!picture.Success)
            return new(DuckDbErrors.Clean(cause.Message, sql), null);
        var message = DuckDbErrors.Clean(cause.Message[..picture.Index], sql);
        var lines = sql.Split('\n');
        var number = int.Parse(picture.Groups["line"].Value, CultureInfo.InvariantCulture) - 1;
        if (number >= lines.Length)
            return new(message, null);
        var shown = picture.Groups["text"].Value;
        var column = picture.Groups["blanks"].Length - picture.Groups["head"].Length;
        if (shown.StartsWith("...", StringComparison.Ordinal))
        {
            var part = shown.Trim('.');
            column = column - "...".Length + Math.Max(0, lines[number].IndexOf(part, StringComparison.Ordinal));
        }
        return new(message, lines.Take(number).Sum(line => line.Length + 1) + Math.Clamp(column, 0, lines[number].Length));
    }

    [GeneratedRegex(@"^(?<head>LINE (?<line>\d+): )(?<text>.*)\n(?<blanks> *)\^", RegexOptions.Multiline)]
    private static partial Regex Picture();
}
