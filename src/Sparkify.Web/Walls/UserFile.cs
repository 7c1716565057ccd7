using Microsoft.AspNetCore.Identity;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Web.Walls;

/// <summary>
/// The people who may sign in: a line each, <c>name:hash</c>, as <c>sparkify serve --add-user NAME</c> writes them. Hashes are those of ASP.NET Core
/// Identity (PBKDF2 with HMAC-SHA512, a salt each). Read anew when it has changed.
/// </summary>
sealed class UserFile(string path)
{
    static readonly PasswordHasher<string> Hasher = new();
    static readonly string NobodysHash = Hasher.HashPassword("", "");

    readonly Lock gate = new();
    (DateTime Changed, Dictionary<string, string> Hashes)? known;

    /// <summary>Whether somebody of this name has this password. Takes as long for a name that is not there.</summary>
    public bool Knows(string name, string password)
    {
        var there = Read().TryGetValue(name, out var hash);
        return Hasher.VerifyHashedPassword(name, hash ?? NobodysHash, password) != PasswordVerificationResult.Failed && there;
    }

    /// <summary>How many people may sign in; a <see cref="UsageException"/> says what is wrong with the file.</summary>
    public int Count => Read().Count;

    /// <summary>Adds a person, or gives one another password.</summary>
    public void Set(string name, string password)
    {
        if (name.Length is 0 or > 64 || name.Any(c => char.IsControl(c) || c == ':'))
            throw new UsageException("A user's name has 1 to 64 characters, and no colon among them.");
        if (password.Length < 12)
            throw new UsageException("The password is too short. Expected at least 12 characters.");
        var hashes = File.Exists(path) ? new Dictionary<string, string>(Read(), StringComparer.Ordinal) : new(StringComparer.Ordinal);
        hashes[name] = Hasher.HashPassword(name, password);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var writer = new StreamWriter(path + ".new", options))
            foreach (var (person, hash) in hashes.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                writer.Write($"{person}:{hash}\n");
        File.Move(path + ".new", path, overwrite: true);
    }

    Dictionary<string, string> Read()
    {
        lock (gate)
        {
            var changed = File.GetLastWriteTimeUtc(path);
            if (known is { } read && read.Changed == changed)
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
            known = (changed, hashes);
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
