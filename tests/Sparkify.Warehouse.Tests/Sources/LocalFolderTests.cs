using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Sources;

namespace Sparkify.Warehouse.Tests.Sources;

public sealed class LocalFolderTests : IDisposable
{
    static readonly DateTime Written = new DateTime(2018, 11, 1, 21, 1, 46, DateTimeKind.Utc).AddTicks(1234567);

    readonly string root = Directory.CreateTempSubdirectory("sparkify-folder-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

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
        var elsewhere = Directory.CreateTempSubdirectory("sparkify-folder-").FullName;
        var file = new SourceFile(Path.Combine(elsewhere, "a.txt"), 4, "1541106106123456700");
        File.WriteAllText(file.Uri, "1234");
        File.SetLastWriteTimeUtc(file.Uri, Written);
        File.CreateSymbolicLink(In("first.json"), file.Uri);
        File.CreateSymbolicLink(In("second.json"), In("first.json"));
        Assert.Equal([file with { Uri = In("first.json") }, file with { Uri = In("second.json") }], List());
        Directory.Delete(elsewhere, recursive: true);
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
    public void Links_to_folders_are_not_followed_and_a_folder_is_not_a_file_whatever_its_name()
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
        Assert.Throws<OperationCanceledException>(() => new LocalFolder(root).List(new CancellationToken(canceled: true)).ToList());
    }

    [Fact]
    public void A_missing_folder_is_an_error_that_names_it()
    {
        var error = Assert.Throws<WarehouseException>(() => new LocalFolder(In("gone")).List(TestContext.Current.CancellationToken).ToList());
        Assert.Contains(In("gone"), error.Message, StringComparison.Ordinal);
    }

    List<SourceFile> List() => [.. new LocalFolder(root).List(TestContext.Current.CancellationToken).OrderBy(file => file.Uri, StringComparer.Ordinal)];

    string In(string name) => Path.Combine(root, name);

    void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(In(name))!);
        File.WriteAllText(In(name), text);
        File.SetLastWriteTimeUtc(In(name), Written);
    }
}
