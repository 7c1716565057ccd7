using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Amazon.S3;
using Amazon.S3.Model;
using Npgsql;
using Sparkify.Cli.Tests.S3;

namespace Sparkify.Cli.Tests.Redshift;

/// <summary>Carries out a COPY from S3: reads manifest and objects from a real S3 server, and feeds them to PostgreSQL's COPY on the client's own connection.</summary>
sealed class StandInCopy(RedshiftStandIn standIn, StandInFaults faults, string database, Stream server)
{
    const int BlockBytes = 64 << 10;

    readonly List<(string Uri, long Lines)> read = [];

    /// <summary>What the client is answered.</summary>
    public IReadOnlyList<WireMessage> Run(CopyStatement copy)
    {
        faults.BeforeCopy?.Invoke(copy);
        try
        {
            var objects = Fetch(copy);
            return Feed(copy, objects);
        }
        // As Redshift words it: the cause of the store's error stands in the message.
        catch (Exception error) when (error is AmazonS3Exception or InvalidDataException)
        {
            return Ask($"select standin.refuse('{$"S3ServiceException: {error.Message}".Replace("'", "''", StringComparison.Ordinal)}', '', 'XX000')").Where(message => message.Type is 'E' or 'Z').ToList();
        }
    }

    static List<(string Uri, byte[] Content)> Fetch(CopyStatement copy)
    {
        using var store = TestBucket.Connect(StoreProcess.Fauxqs);
        using var manifest = JsonDocument.Parse(Get(store, copy.Bucket, copy.Key));
        return [.. manifest.RootElement.GetProperty("entries").EnumerateArray().Select(entry =>
        {
            Assert.True(entry.GetProperty("mandatory").GetBoolean());
            var uri = new Uri(entry.GetProperty("url").GetString()!);
            using var unpacked = new MemoryStream();
            using (var gzip = new GZipStream(new MemoryStream(Get(store, uri.Host, uri.AbsolutePath[1..])), CompressionMode.Decompress))
                gzip.CopyTo(unpacked);
            return (uri.ToString(), unpacked.ToArray());
        })];
    }

    static byte[] Get(AmazonS3Client store, string bucket, string key)
    {
        using var response = store.GetObjectAsync(new GetObjectRequest { BucketName = bucket, Key = key }).GetAwaiter().GetResult();
        using var content = new MemoryStream();
        response.ResponseStream.CopyTo(content);
        return content.ToArray();
    }

    List<WireMessage> Feed(CopyStatement copy, List<(string Uri, byte[] Content)> objects)
    {
        WireMessage.Query(copy.FromInput).Write(server);
        var first = Next();
        if (first.Type == 'E')
            return [first, Next()];
        foreach (var (uri, content) in objects)
        {
            read.Add((uri, content.Count(b => b == '\n')));
            for (var start = 0; start < content.Length; start += BlockBytes)
                new WireMessage('d', content[start..Math.Min(content.Length, start + BlockBytes)]).Write(server);
        }
        new WireMessage('c', []).Write(server);
        var (answer, ready) = (Next(), Next());
        return answer.Type == 'E' ? [Explain(answer, copy), ready] : [Complete(answer), ready];
    }

    WireMessage Complete(WireMessage answer)
    {
        var rows = long.Parse(Encoding.UTF8.GetString(answer.Body).TrimEnd('\0')["COPY ".Length..], CultureInfo.InvariantCulture) - faults.TakeMissingRows();
        Ask($"select set_config('standin.copied', '{rows.ToString(CultureInfo.InvariantCulture)}', false)");
        faults.AfterCopy?.Invoke();
        return WireMessage.Complete("COPY");
    }

    /// <summary>Writes down which row it was, where Redshift would, and says no more than Redshift does.</summary>
    WireMessage Explain(WireMessage error, CopyStatement copy)
    {
        // "COPY staging_events, line 3, column ts: "x"".
        var where = error.Field('W') ?? "";
        var line = Number(where, ", line ");
        var column = where.Contains(", column ", StringComparison.Ordinal) ? where.Split(", column ")[1].Split(':')[0] : "";
        var file = "";
        foreach (var (uri, lines) in read)
        {
            file = uri;
            if (line <= lines)
                break;
            line -= lines;
        }
        using var connection = standIn.Server.OpenAsAdministrator(database);
        using var command = new NpgsqlCommand("insert into standin.load_errors (filename, line_number, colname, raw_field_value, err_reason) values ($1, $2, $3, '', $4)", connection);
        foreach (var value in new object[] { file, line, column, error.Field('M') ?? "" })
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        command.ExecuteNonQuery();
        return WireMessage.Error("XX000", $"Load into table '{copy.Table.Split('.')[^1]}' failed.  Check 'sys_load_error_detail' system table for details.");
    }

    static long Number(string text, string behind) => text.Contains(behind, StringComparison.Ordinal)
        && long.TryParse(text.Split(behind)[1].Split(',', ':')[0], CultureInfo.InvariantCulture, out var number) ? number : 1;

    List<WireMessage> Ask(string sql)
    {
        WireMessage.Query(sql).Write(server);
        var answer = new List<WireMessage>();
        do
            answer.Add(Next());
        while (answer[^1].Type != 'Z');
        return answer;
    }

    WireMessage Next() => WireMessage.Read(server) ?? throw new IOException("The server has gone.");
}
