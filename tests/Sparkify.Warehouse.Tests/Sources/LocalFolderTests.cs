using System.Diagnostics;
using System.Net.Sockets;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Sources.Contract;
using Sparkify.Warehouse.Sources.Local;

namespace Sparkify.Warehouse.Tests.Sources;

public sealed class LocalFolderTests : IDisposable
{
    static readonly DateTime Written = new DateTime(2018, 11, 1, 21, 1, 46, DateTimeKind.Utc).AddTicks(1234567);

    readonly PassedOverTally passedOver = new();
    readonly string root = Directory.CreateTempSubdirectory("sparkify-folder-").FullName;

    public void Dispose()
    {
        // .NET cannot delete names that are not UTF-8.
        Run("rm", "-rf -- * .[!.]*");
        Directory.Delete(root);
    }

    [Fact]
    public void Every_file_of_the_tree_is_listed_with_its_size_and_time()
    {
        Write("log_data/2018/a.json", "12");
        Write("b.ndjson.gz", "123");
        Write("notes.txt", "");
        Write("Upper.JSON", "");
        const string Version = "1541106106123456700";
        Assert.Equal([new(In("b.ndjson.gz"), 3, Version), new(In("log_data/2018/a.json"), 2, Version)], List());
    }

    [Fact]
    public void Names_that_begin_with_a_dot_are_skipped()
    {
        Write(".hidden.json", "1");
        Write(".git/a.json", "1");
        Assert.Empty(List());
    }

    [Fact]
    public void A_link_to_a_file_counts_as_that_file_under_its_own_path()
    {
        var file = new SourceFile(In(".kept/a.txt"), 4, "1541106106123456700");
        Write(".kept/a.txt", "1234");
        File.CreateSymbolicLink(In("first.json"), file.Uri);
        File.CreateSymbolicLink(In("second.json"), In("first.json"));
        File.CreateSymbolicLink(In("third.json"), ".kept/../.kept/a.txt");
        Assert.Equal([file with { Uri = In("first.json") }, file with { Uri = In("second.json") }, file with { Uri = In("third.json") }], List());
        Assert.Equal(["1234", "1234", "1234"], List().Select(Read));
    }

    [Fact]
    public void A_link_out_of_the_folder_is_an_error_and_its_file_is_not_opened_even_if_it_was_no_link_when_it_was_listed()
    {
        var elsewhere = Directory.CreateTempSubdirectory("sparkify-folder-").FullName;
        File.WriteAllText(Path.Combine(elsewhere, "secret.json"), "1234");
        // A neighbour's folder whose name begins like ours is not beneath ours.
        var beside = Directory.CreateDirectory(root + "-beside").FullName;
        File.WriteAllText(Path.Combine(beside, "b.json"), "1");
        File.CreateSymbolicLink(In("absolute.json"), Path.Combine(elsewhere, "secret.json"));
        File.CreateSymbolicLink(In("beside.json"), $"../{Path.GetFileName(beside)}/b.json");
        Write("later.json", "1234");
        Write("folder/later.json", "1234");
        var files = List();
        Assert.Equal(["absolute.json", "beside.json"], files.Where(file => file.Error?.Contains("outside the source folder " + root, StringComparison.Ordinal) == true).Select(file => Path.GetFileName(file.Uri)));

        // Between listing and opening, a file and a folder become links.
        File.Delete(In("later.json"));
        File.CreateSymbolicLink(In("later.json"), Path.Combine(elsewhere, "secret.json"));
        Directory.Delete(In("folder"), recursive: true);
        Directory.CreateSymbolicLink(In("folder"), elsewhere);
        File.Move(Path.Combine(elsewhere, "secret.json"), Path.Combine(elsewhere, "later.json"));
        File.CreateSymbolicLink(Path.Combine(elsewhere, "secret.json"), Path.Combine(elsewhere, "later.json"));
        foreach (var file in files)
            Assert.Contains("outside the source folder", Assert.Throws<IOException>(() => Read(file)).Message, StringComparison.Ordinal);
        Directory.Delete(elsewhere, recursive: true);
        Directory.Delete(beside, recursive: true);
    }

    [Fact]
    public void The_folder_itself_may_be_named_by_a_link()
    {
        Write("real/a.json", "1");
        File.CreateSymbolicLink(In("real/b.json"), In("real/a.json"));
        Directory.CreateSymbolicLink(In("named"), In("real"));
        var folder = new LocalFolder(In("named") + "/");
        var files = folder.List(passedOver, TestContext.Current.CancellationToken).OrderBy(file => file.Uri, StringComparer.Ordinal).ToList();
        Assert.Equal([In("named/a.json"), In("named/b.json")], files.Select(file => file.Error ?? file.Uri));
        Assert.Equal(["1", "1"], files.Select(file => Read(folder, file)));
    }

    [Fact]
    public void A_file_is_read_as_far_as_it_was_listed()
    {
        Write("a.json", "1234");
        var listed = List().Single();
        File.AppendAllText(In("a.json"), "56");
        Assert.Equal("1234", Read(listed));
        using var stream = new LocalFolder(root).Opener(TestContext.Current.CancellationToken).Open(listed);
        stream.Seek(2, SeekOrigin.Begin);
        Assert.Equal('3', stream.ReadByte());
        File.WriteAllText(In("a.json"), "1");
        Assert.Equal(-1, stream.ReadByte());
    }

    [Fact]
    public void Pipes_sockets_and_devices_are_errors_and_are_never_opened()
    {
        Write("a.json", "1234");
        var listed = List().Single();
        MakePipe("pipe.json");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(In("socket.json")));
        File.CreateSymbolicLink(In("device.json"), "/dev/zero");
        File.CreateSymbolicLink(In("to-pipe.json"), "pipe.json");
        File.CreateSymbolicLink(In("to-socket.json"), "socket.json");
        var errors = List().Where(file => file.Error is not null).ToDictionary(file => Path.GetFileName(file.Uri), file => file.Error!);
        Assert.Equal(["device.json", "pipe.json", "socket.json", "to-pipe.json", "to-socket.json"], errors.Keys.Order(StringComparer.Ordinal));
        Assert.StartsWith("It is a named pipe", errors["pipe.json"], StringComparison.Ordinal);
        Assert.StartsWith("It is a socket", errors["socket.json"], StringComparison.Ordinal);
        Assert.StartsWith("It is a link to a character device", errors["device.json"], StringComparison.Ordinal);
        Assert.StartsWith("It is a link to a named pipe", errors["to-pipe.json"], StringComparison.Ordinal);
        Assert.All(errors.Values, error => Assert.EndsWith("Only regular files are read.", error, StringComparison.Ordinal));

        foreach (var other in new[] { "pipe.json", "device.json", "to-pipe.json" })
        {
            File.Delete(In("a.json"));
            File.Move(In(other), In("a.json"));
            Assert.Contains("Only regular files are read", Assert.Throws<IOException>(() => Read(listed)).Message, StringComparison.Ordinal);
            File.Move(In("a.json"), In(other));
        }
    }

    [Fact]
    public void Names_that_are_not_utf_8_are_shown_escaped_and_a_folder_of_that_kind_is_one_error()
    {
        Write("whole.json", "1");
        Write("caf\\xe9.json", "1");
        Run("mkdir", "$'caf\\xe9' $'caf\\xe9/2018' $'empty\\xff' dir");
        Run("touch", "$'caf\\xe9.json' $'caf\\xe9.txt' $'caf\\xe9/a.json' $'caf\\xe9/2018/b.json' $'empty\\xff/readme' $'dir/\\xf0\\x9f.json.gz'");
        var files = List();
        Assert.Equal(
            [In("caf\\xe9.json"), In("caf\\xe9.json?"), In("caf\\xe9/"), In("dir/\\xf0\\x9f.json.gz"), In("whole.json")],
            files.Select(file => file.Uri));
        Assert.Equal([true, false, false, false, true], files.Select(file => file.Error is null));
        Assert.Contains("2 files were not read", files[2].Error, StringComparison.Ordinal);
        Assert.Contains("not UTF-8", files[3].Error, StringComparison.Ordinal);
        Assert.Equal([In("caf\\xe9.txt"), In("empty\\xff/readme")], passedOver.Of("events").Single().First);
    }

    [Fact]
    public void What_is_passed_over_is_counted_by_reason_and_its_first_names_are_kept()
    {
        Write("a.json", "1");
        foreach (var name in new[] { "b.JSON", "c.json.zst", "d.json.bz2", "e.csv", "f.txt", "2018/g.gz", "2018/.hidden" })
            Write(name, "");
        Directory.CreateSymbolicLink(In("2019"), "2018");
        File.CreateSymbolicLink(In("h.bak"), "a.json");
        Assert.Single(List());
        var (ending, links) = passedOver.Of("events").ToList() is [var first, var second] ? (first, second) : throw new InvalidOperationException();
        Assert.Equal(("ending", 7L), (ending.Reason, ending.Files));
        Assert.Equal([In("2018/g.gz"), In("b.JSON"), In("c.json.zst"), In("d.json.bz2"), In("e.csv")], ending.First);
        Assert.Equal(("link_to_folder", 1L, In("2019")), (links.Reason, links.Files, links.First.Single()));
    }

    [Fact]
    public void A_tree_deeper_than_a_path_may_be_long_is_an_error_on_a_folder()
    {
        Write("a.json", "1");
        // Each cd makes the next path short again.
        Run("for i in $(seq 20); do mkdir $(printf 'd%.0s' {1..250}) && cd $(printf 'd%.0s' {1..250}); done; touch b.json", "");
        var files = List();
        Assert.Equal(2, files.Count);
        Assert.Contains("cannot be listed", files.Single(file => file.Error is not null).Error, StringComparison.Ordinal);
        Run("rm -rf d*", "");
    }

    [Fact]
    public void A_link_that_leads_nowhere_is_an_error_on_that_file()
    {
        File.CreateSymbolicLink(In("dangling.json"), In("gone.json"));
        File.CreateSymbolicLink(In("loop.json"), In("loop.json"));
        Write("whole.json", "1");
        var files = List();
        Assert.Equal(["dangling.json", "loop.json", "whole.json"], files.Select(file => Path.GetFileName(file.Uri)));
        Assert.Equal([true, true, false], files.Select(file => file.Error is not null));
        Assert.Contains("leads nowhere", files[0].Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Links_to_folders_are_not_followed_and_a_folder_named_like_a_file_is_not_read()
    {
        Write("folder.json/a.json", "1");
        Directory.CreateSymbolicLink(In("again"), In("folder.json"));
        Directory.CreateSymbolicLink(In("again.json"), In("folder.json"));
        Directory.CreateSymbolicLink(In("folder.json/up"), root);
        Assert.Equal([In("folder.json/a.json")], List().Select(file => file.Uri));
    }

    [Fact]
    public void An_interrupted_listing_stops()
    {
        Write("2018/a.json", "1");
        Assert.Throws<OperationCanceledException>(() => new LocalFolder(root).List(passedOver, new CancellationToken(canceled: true)).ToList());
    }

    [Fact]
    public void A_missing_folder_is_an_error_that_names_it()
    {
        var error = Assert.Throws<WarehouseException>(() => new LocalFolder(In("gone")).List(passedOver, TestContext.Current.CancellationToken).ToList());
        Assert.Contains(In("gone"), error.Message, StringComparison.Ordinal);
    }

    List<SourceFile> List() => [.. new LocalFolder(root).List(passedOver, TestContext.Current.CancellationToken).OrderBy(file => file.Uri, StringComparer.Ordinal)];

    string Read(SourceFile file) => Read(new LocalFolder(root), file);

    static string Read(LocalFolder folder, SourceFile file)
    {
        using var opener = folder.Opener(TestContext.Current.CancellationToken);
        using var reader = new StreamReader(opener.Open(file));
        return reader.ReadToEnd();
    }

    void MakePipe(string name) => Run("mkfifo", name);

    /// <summary>Runs a program in the folder; its arguments are as bash writes them, so that names can be any bytes.</summary>
    void Run(string program, string arguments)
    {
        using var bash = Process.Start(new ProcessStartInfo("bash", ["-ec", $"{program} {arguments}"]) { WorkingDirectory = root })!;
        bash.WaitForExit();
        Assert.Equal(0, bash.ExitCode);
    }

    string In(string name) => Path.Combine(root, name);

    void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(In(name))!);
        File.WriteAllText(In(name), text);
        File.SetLastWriteTimeUtc(In(name), Written);
    }
}
