using System.Text.Json;
using Sparkify.Web.Api;
using Sparkify.Web.Queries;

namespace Sparkify.Web.Walls;

/// <summary>Who asked what, when, for how long: a JSON document a line, in a file of its owner's alone, of which one predecessor is kept.</summary>
sealed class AuditLog : IDisposable
{
    const long MostBytes = 64L << 20;
    const int MostText = 4096;

    readonly string path;
    readonly TimeProvider clock;
    readonly Lock gate = new();
    FileStream file;

    public AuditLog(string folder, TimeProvider clock)
    {
        path = Path.Combine(folder, "audit.jsonl");
        this.clock = clock;
        file = Open();
    }

    /// <summary>Notes a query that ends so.</summary>
    public void Query(QueryRun run, QueryState state) => Write(new(Now, run.Person, "query", Cut(run.Sql), state.ToString().ToLowerInvariant(), run.Elapsed.TotalSeconds, run.Spool?.Rows ?? 0));

    /// <summary>Notes anything else that somebody did.</summary>
    public void Note(string person, string action, string what, string outcome, TimeSpan took = default, long rows = 0) =>
        Write(new(Now, person, action, Cut(what), outcome, took.TotalSeconds, rows));

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    string Now => clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);

    static string Cut(string text) => text.Length <= MostText ? text : text[..MostText] + "…";

    void Write(AuditEntry entry)
    {
        var line = JsonSerializer.SerializeToUtf8Bytes(entry, WebJson.Default.AuditEntry);
        lock (gate)
        {
            if (file.Length > MostBytes)
            {
                file.Dispose();
                File.Move(path, path + ".1", overwrite: true);
                file = Open();
            }
            file.Write([.. line, (byte)'\n']);
            file.Flush();
        }
    }

    FileStream Open()
    {
        var options = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.ReadWrite };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }
}

/// <summary>A line of the log.</summary>
sealed record AuditEntry(string At, string Person, string Action, string What, string Outcome, double Seconds, long Rows);
