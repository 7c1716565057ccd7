using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Sparkify.Web.Logging;

namespace Sparkify.Web.Audit;

/// <summary>
/// Who asked what, when, and how long it took: one JSON document per line, one file per day, readable only by its owner. What cannot be logged is not answered:
/// <see cref="Note"/> is called before an answer goes out, and throws an <see cref="AuditException"/>.
/// </summary>
sealed class AuditLog : IDisposable
{
    const int MostText = 4096;
    const int MostName = 80;
    const string Pattern = "audit-*.jsonl";

    readonly string folder;
    readonly AuditLimits limits;
    readonly ILogger logger;
    readonly TimeProvider clock;
    readonly Lock gate = new();
    readonly Dictionary<string, long> written = new(StringComparer.Ordinal);
    readonly HashSet<string> full = new(StringComparer.Ordinal);
    DateOnly day;
    (long Minute, int Lines, long Uncounted) refused;

    public AuditLog(string folder, AuditLimits limits, ILogger logger, TimeProvider clock)
    {
        (this.folder, this.limits, this.logger, this.clock) = (folder, limits, logger, clock);
        day = Today;
        RemoveOld();
    }

    /// <summary>Records an action. It counts against the account's daily limit.</summary>
    public void Note(string account, string person, string action, string what, string outcome, string? query = null, TimeSpan took = default, long rows = 0)
    {
        lock (gate)
            Write(account, person, action, what, outcome, query, took, rows);
    }

    /// <summary>
    /// Notes a sign-in that was refused. The name is one that exists, or null: what people type into the name field by mistake can be a password.
    /// Anybody can cause such lines, so a flood of them is summed up in one line.
    /// </summary>
    public void NoteRefusedSignIn(string? name, string from)
    {
        lock (gate)
        {
            var minute = clock.GetUtcNow().ToUnixTimeSeconds() / 60;
            if (refused.Minute != minute)
            {
                WriteUncounted();
                refused = (minute, 0, 0);
            }
            if (refused.Lines < limits.RefusedSignIns)
            {
                refused.Lines++;
                Write("", name ?? "unknown name", "sign-in", from, "refused");
            }
            else
            {
                refused.Uncounted++;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
            WriteUncounted();
    }

    DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    string PathOf(DateOnly date) => Path.Combine(folder, $"audit-{date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.jsonl");

    static string Cut(string text, int most) => text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)] + "…";

    void WriteUncounted()
    {
        if (refused.Uncounted > 0)
            Write("", "several", "sign-in", $"{refused.Uncounted:N0} more in the same minute", "refused");
        refused.Uncounted = 0;
    }

    // Called with the lock held. The file is opened for each line, so that it does not matter if it was moved, emptied or removed in between.
    void Write(string account, string person, string action, string what, string outcome, string? query = null, TimeSpan took = default, long rows = 0)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var entry = new AuditEntry(
            now.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture), Cut(person, MostName), action, Cut(what, MostText), outcome, took.TotalSeconds, rows, query);
        byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(entry, AuditJson.Default.AuditEntry), (byte)'\n'];
        try
        {
            if (Today != day)
            {
                day = Today;
                written.Clear();
                full.Clear();
                RemoveOld();
            }
            using var file = Open(PathOf(day));
            var mine = written.GetValueOrDefault(account) + line.Length;
            if (mine > limits.AccountDay || file.Length + line.Length > limits.Day)
            {
                if (full.Add(account))
                    logger.AuditDayFull(person);
                throw new AuditException("Today's part of the audit log is full, so no more requests are answered today. There is more in the log of sparkify serve.");
            }
            Append(file, line);
            written[account] = mine;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            logger.AuditFailed(error.Message);
            throw new AuditException("The request cannot be written to the audit log, so it is not answered. The reason is in the log of sparkify serve.", error);
        }
    }

    // A line that a full disk cut short stays as it is, and the next entry begins on a new line.
    static void Append(FileStream file, ReadOnlySpan<byte> line)
    {
        var isCut = false;
        if (file.Length > 0)
        {
            file.Position = file.Length - 1;
            isCut = file.ReadByte() != '\n';
        }
        file.Position = file.Length;
        file.Write(isCut ? [(byte)'\n', .. line] : line);
    }

    static FileStream Open(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
    }

    void RemoveOld()
    {
        var oldest = PathOf(day.AddDays(-limits.Days));
        var total = 0L;
        foreach (var file in new DirectoryInfo(folder).EnumerateFiles(Pattern).OrderByDescending(file => file.Name, StringComparer.Ordinal).ToList())
        {
            total += file.Length;
            if (file.FullName == PathOf(day) || total <= limits.Total && string.CompareOrdinal(file.Name, Path.GetFileName(oldest)) >= 0)
                continue;
            file.Delete();
            logger.AuditFileRemoved(file.Name);
        }
    }
}
