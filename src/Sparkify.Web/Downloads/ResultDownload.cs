using System.Text;
using System.Text.Json;
using Sparkify.Warehouse.Results;
using Sparkify.Web.Queries;

namespace Sparkify.Web.Downloads;

/// <summary>A download format of a result. Rows are written as they are read, a few hundred at a time.</summary>
abstract class ResultDownload(string contentType)
{
    /// <summary>Bytes that are buffered before they are sent.</summary>
    protected const int ChunkBytes = 1 << 17;

    /// <summary>The MIME type.</summary>
    public string ContentType { get; } = contentType;

    /// <summary>The format with this name; null if there is none.</summary>
    public static ResultDownload? Of(string format) => format switch
    {
        "csv" => new CsvDownload(),
        "json" => new JsonDownload(),
        "parquet" => new ParquetDownload(),
        _ => null,
    };

    /// <summary>Writes every row.</summary>
    /// <param name="spool">The result.</param>
    /// <param name="order">Its row numbers in the order to be written; null for the query's order.</param>
    /// <param name="output">Where it is written.</param>
    /// <param name="folder">A folder for a temporary file.</param>
    /// <param name="cancellation">Ends when whoever asked has gone.</param>
    public abstract Task WriteAsync(ResultSpool spool, int[]? order, Stream output, string folder, CancellationToken cancellation);

    /// <summary>The cells of each row.</summary>
    protected static IEnumerable<string?[]> Rows(ResultSpool spool, int[]? order) =>
        (order?.Select(row => (ReadOnlyMemory<byte>)spool.Read(row)) ?? spool.Read(0, spool.Rows)).Select(row => ResultSpool.Cells(row.Span, spool.Columns.Count));
}

/// <summary>RFC 4180, as <c>sparkify query --format csv</c> writes it.</summary>
sealed class CsvDownload() : ResultDownload("text/csv; charset=utf-8")
{
    public override async Task WriteAsync(ResultSpool spool, int[]? order, Stream output, string folder, CancellationToken cancellation)
    {
        var text = new StringWriter();
        CsvResult.WriteRecord(text, [.. spool.Columns.Select(column => column.Name)]);
        foreach (var row in Rows(spool, order))
        {
            CsvResult.WriteRecord(text, row);
            if (text.GetStringBuilder().Length > ChunkBytes)
                await Send();
        }
        await Send();

        async Task Send()
        {
            await output.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), cancellation);
            text.GetStringBuilder().Clear();
        }
    }
}

/// <summary>One array of objects, as <c>sparkify query --format json</c> writes it.</summary>
sealed class JsonDownload() : ResultDownload("application/json; charset=utf-8")
{
    public override async Task WriteAsync(ResultSpool spool, int[]? order, Stream output, string folder, CancellationToken cancellation)
    {
        var names = JsonResult.Names([.. spool.Columns.Select(column => column.Name)]);
        using var chunk = new MemoryStream();
        using var json = new Utf8JsonWriter(chunk, JsonResult.Options);
        var separator = "[\n";
        foreach (var row in Rows(spool, order))
        {
            chunk.Write(Encoding.UTF8.GetBytes(separator));
            separator = ",\n";
            json.Reset();
            json.WriteStartObject();
            for (var i = 0; i < names.Count; i++)
            {
                json.WritePropertyName(names[i]);
                WriteValue(json, row[i], spool.Columns[i].Kind);
            }
            json.WriteEndObject();
            json.Flush();
            if (chunk.Length > ChunkBytes)
                await Send();
        }
        chunk.Write(Encoding.UTF8.GetBytes(separator == "[\n" ? "[\n]\n" : "\n]\n"));
        await Send();

        async Task Send()
        {
            await output.WriteAsync(chunk.GetBuffer().AsMemory(0, (int)chunk.Length), cancellation);
            chunk.SetLength(0);
        }
    }

    static void WriteValue(Utf8JsonWriter json, string? value, ResultKind kind)
    {
        if (value is null)
            json.WriteNullValue();
        else if (kind is ResultKind.Nested or ResultKind.Boolean || kind is ResultKind.Integer or ResultKind.Decimal or ResultKind.Float && char.IsAsciiDigit(value[^1]))
            json.WriteRawValue(value);
        else
            json.WriteStringValue(value);
    }
}

/// <summary>Parquet, whose writer seeks and so writes to a temporary file first.</summary>
sealed class ParquetDownload() : ResultDownload("application/vnd.apache.parquet")
{
    public override async Task WriteAsync(ResultSpool spool, int[]? order, Stream output, string folder, CancellationToken cancellation)
    {
        await using var file = new FileStream(Path.Combine(folder, Guid.NewGuid().ToString("N")), new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        });
        await using (var parquet = await ParquetFile.CreateAsync(file, spool.Columns, cancellation))
        {
            foreach (var row in Rows(spool, order))
                await parquet.AddAsync(row, cancellation);
            await parquet.CompleteAsync(cancellation);
        }
        file.Position = 0;
        await file.CopyToAsync(output, cancellation);
    }
}
