using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Sparkify.Warehouse.Errors;
using Sparkify.Web.Http;

namespace Sparkify.Web.SignIn;

/// <summary>
/// The people who may sign in, one line each, <c>name:hash</c>, as <c>sparkify serve --add-user NAME</c> writes them. Hashes are ASP.NET Core
/// Identity's (PBKDF2 with HMAC-SHA512, each with its own salt). The file is read again when it has changed.
/// </summary>
sealed class UserFile(string path)
{
    /// <summary>Longest name of a user.</summary>
    public const int MostName = 64;

    /// <summary>Iterations of PBKDF2, as OWASP recommends for SHA-512.</summary>
    const int Rounds = 210_000;
    const int MostPassword = 1024;
    const int LeastPassword = 12;

    static readonly PasswordHasher<string> Hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = Rounds }));
    static readonly string NobodysHash = Hasher.HashPassword("", "");

    readonly Lock gate = new();
    (DateTime Changed, long Length, Dictionary<string, string> Hashes)? known;

    /// <summary>Whether there is a user with this name.</summary>
    public bool Has(string name) => ForVisitors().ContainsKey(name);

    /// <summary>Whether a user with this name has this password. Takes as long for an unknown name.</summary>
    public PasswordVerificationResult Verify(string name, string password)
    {
        if (password.Length > MostPassword)
            return PasswordVerificationResult.Failed;
        var isUser = ForVisitors().TryGetValue(name, out var hash);
        var result = Hasher.VerifyHashedPassword(name, hash ?? NobodysHash, password);
        return isUser ? result : PasswordVerificationResult.Failed;
    }

    /// <summary>A text that changes when the user's password does; null if there is no such user.</summary>
    public string? SecurityStampOf(string name) =>
        ForVisitors().TryGetValue(name, out var hash) ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(hash))) : null;

    /// <summary>The number of users; throws a <see cref="UsageException"/> if something is wrong with the file.</summary>
    public int Count => Read().Count;

    /// <summary>Adds a user, or changes the password of one.</summary>
    public void Set(string name, string password)
    {
        if (name.Length is 0 or > MostName || name.Any(c => char.IsControl(c) || c == ':'))
            throw new UsageException($"A user's name has 1 to {MostName} characters, and no colon among them.");
        if (password.Length < LeastPassword)
            throw new UsageException($"The password is too short. Expected at least {LeastPassword} characters.");
        if (password.Length > MostPassword)
            throw new UsageException($"The password is too long. Expected at most {MostPassword:N0} characters.");
        var hashes = File.Exists(path) ? new Dictionary<string, string>(Read(), StringComparer.Ordinal) : new(StringComparer.Ordinal);
        hashes[name] = Hasher.HashPassword(name, password);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var beside = $"{path}.{Guid.NewGuid():N}.new";
        using (var writer = new StreamWriter(beside, options))
            foreach (var (person, hash) in hashes.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                writer.Write($"{person}:{hash}\n");
        File.Move(beside, path, overwrite: true);
    }

    // The path of the file and the line at fault are only for the operator of the server.
    Dictionary<string, string> ForVisitors()
    {
        try
        {
            return Read();
        }
        catch (UsageException error)
        {
            throw new UnavailableException("The users cannot be read right now, so nobody can sign in. The reason is in the log of sparkify serve.", error);
        }
    }

    Dictionary<string, string> Read()
    {
        lock (gate)
        {
            var file = new FileInfo(path);
            if (known is { } read && file.Exists && (read.Changed, read.Length) == (file.LastWriteTimeUtc, file.Length))
                return read.Hashes;
            var hashes = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var (line, number) in Lines().Select((line, i) => (line.Trim(), i + 1)))
            {
                if (line.Length == 0 || line[0] == '#')
                    continue;
                var colon = line.IndexOf(':', StringComparison.Ordinal);
                // The line is not shown: it may be a password that somebody wrote there as it is.
                if (colon <= 0 || !Convert.TryFromBase64String(line[(colon + 1)..], new byte[line.Length], out var length) || length < 32)
                    throw new UsageException($"{path}, line {number}: found no NAME:HASH. Add people with: sparkify serve --users {path} --add-user NAME");
                hashes[line[..colon]] = line[(colon + 1)..];
            }
            known = file.Exists ? (file.LastWriteTimeUtc, file.Length, hashes) : null;
            return hashes;
        }
    }

    string[] Lines()
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The users {path} cannot be read: {error.Message} Make the file with: sparkify serve --users {path} --add-user NAME");
        }
    }
}
