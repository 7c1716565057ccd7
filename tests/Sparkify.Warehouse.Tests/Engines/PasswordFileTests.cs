using Sparkify.Warehouse.Engines.Servers.Shared;

namespace Sparkify.Warehouse.Tests.Engines;

public sealed class PasswordFileTests : IDisposable
{
    const string Nothing = "/dev/null";

    readonly string home = Directory.CreateTempSubdirectory("sparkify-home-").FullName;

    public void Dispose() => Directory.Delete(home, recursive: true);

    string File => Path.Combine(home, ".pgpass");

    [Fact]
    public void Without_one_there_is_nothing_to_warn_of()
    {
        Assert.Equal((Nothing, null), Find());
        Assert.Equal((Nothing, null), PasswordFile.Find(Path.Combine(home, "none", "pass"), _ => null));
        Assert.Equal((Nothing, null), PasswordFile.Find(null, _ => null));
        System.IO.File.CreateSymbolicLink(File, Path.Combine(home, "gone"));
        Assert.Equal((Nothing, null), Find());
    }

    [Fact]
    public void One_of_its_owner_alone_is_used_and_one_that_others_may_read_is_not()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no such modes.");
        System.IO.File.WriteAllText(File, "*:*:*:*:x");
        Chmod(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Assert.Equal((File, null), Find());
        Chmod(UnixFileMode.UserRead | UnixFileMode.GroupRead);
        var (path, warning) = Find();
        Assert.Equal(Nothing, path);
        Assert.Contains("chmod 600", warning, StringComparison.Ordinal);
    }

    void Chmod(UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
            System.IO.File.SetUnixFileMode(File, mode);
    }

    (string? Path, string? Warning) Find() => PasswordFile.Find(null, name => name == "HOME" ? home : null);
}
