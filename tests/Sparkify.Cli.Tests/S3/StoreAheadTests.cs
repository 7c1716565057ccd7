using System.Text;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Progress;
using Sparkify.Warehouse.Sources;
using Sparkify.Warehouse.Sources.Contract;

namespace Sparkify.Cli.Tests.S3;

/// <summary>A first load fetches objects before it has listed all of them; it asks for nothing that it does not read, and leaves nothing behind.</summary>
public sealed class StoreAheadTests : StoreScene
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    readonly ManualResetEventSlim asked = new();
    bool wasAskedBefore;

    [Fact]
    public void Objects_of_a_page_are_asked_for_before_the_next_page_is_there()
    {
        const int MoreThanAPage = 1001;
        for (var song = 1; song <= MoreThanAPage; song++)
            Scratch.Write($"songs/TR{song:0000}.json", Song(song));
        PutAll();
        using var store = new FaultyStore(Bucket.Endpoint, request => Note(request) && request.Number == 2 ? AfterAnObject(Fault.None) : Fault.None);
        Assert.Equal(ExitCode.Done, Load(store).ExitCode);
        Assert.True(wasAskedBefore);
        Assert.Equal(MoreThanAPage, store.Gets.Count());
        AssertIsAsFromFolder();
    }

    [Fact]
    public void A_listing_that_fails_late_is_one_error_and_leaves_nothing_held_and_nothing_running()
    {
        WriteDaysAndSongs(1, songs: 40);
        var answers = new TaskCompletionSource();
        using var patience = new CancellationTokenSource(Patience);
        using var store = new FaultyStore(Bucket.Endpoint, request =>
            !Note(request) ? new Fault { Until = answers.Task }
            : request.Number == 2 ? AfterAnObject(new Fault { Error = (403, "AccessDenied") })
            : Fault.None);
        // It ends though no object was answered.
        var error = Assert.Throws<WarehouseException>(() => Load(store, cancellation: patience.Token));
        answers.SetResult();
        Assert.StartsWith($"{Bucket.Uri("logs")} cannot be listed", error.Message, StringComparison.Ordinal);
        Assert.True(wasAskedBefore);
        Assert.False(Directory.Exists(Scratch.In("warehouse")));
        // Those that were on their way, and none that the end of one of them let go.
        Assert.InRange(store.Gets.Count(), 1, 32);
    }

    [Fact]
    public void A_first_load_that_was_stopped_goes_on_without_asking_for_what_it_has_read()
    {
        WriteDaysAndSongs(2);
        using var store = new FaultyStore(Bucket.Endpoint);
        using var stop = new StopAt("settling");
        Assert.ThrowsAny<OperationCanceledException>(() => Load(store, stop, stop.Token));
        Assert.Equal(5, store.Gets.Count());
        store.Requests.Clear();
        Assert.True(Load(store).Published);
        Assert.Empty(store.Gets);
        AssertIsAsFromFolder();
    }

    [Fact]
    public void An_object_that_changes_between_listing_and_reading_costs_itself_and_the_next_load_takes_it()
    {
        WriteDaysAndSongs(2);
        using (var store = new FaultyStore(Bucket.Endpoint, request => new Fault { Before = request.Key == "songs/A/TR2.json" ? () => Bucket.Put(request.Key, Song(5)) : null }))
            Assert.Contains("it changed between listing and reading.", Assert.Single(Load(store).Failures).Error, StringComparison.Ordinal);
        Scratch.Write("songs/A/TR2.json", Song(5));
        Assert.Equal(1, Load().Files.Taken);
        AssertIsAsFromFolder();
    }

    [Fact]
    public void More_than_fits_into_memory_can_be_opened_in_any_order_and_files_no_longer_expected_are_dropped()
    {
        const int Large = 14, Size = 4_200_000;
        Bucket.PutAll(Enumerable.Range(1, Large).Select(number => ($"logs/{number:00}.json", Encoding.ASCII.GetBytes(new string((char)('a' + number), Size)))));
        var cancellation = TestContext.Current.CancellationToken;
        var folder = SourceFolders.Open(Bucket.Uri("logs"), new SourceAccess(Endpoint: Bucket.Endpoint, Anonymous: true));
        var files = folder.List(new PassedOverTally(), cancellation).ToList();
        using var opener = folder.Opener(cancellation);
        files.ForEach(opener.Expect);
        for (var number = Large; number > 3; number--)
            AssertHolds((char)('a' + number), files[number - 1]);
        opener.ExpectOnly(files[..2]);
        AssertHolds('d', files[2]);
        AssertHolds('b', files[0]);
        AssertHolds('b', files[0]);
        AssertHolds('c', files[1]);

        void AssertHolds(char content, SourceFile file)
        {
            using var reader = new StreamReader(opener.Open(file));
            Assert.True(reader.ReadToEnd() == new string(content, Size), $"{file.Uri} is not what was stored.");
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        asked.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Whether it is a listing; remembers that an object was asked for.</summary>
    bool Note(StoreRequest request)
    {
        if (!request.IsListing)
            asked.Set();
        return request.IsListing;
    }

    /// <summary>Answers only when an object has been asked for, and notes whether that was so.</summary>
    Fault AfterAnObject(Fault fault) => fault with { Before = () => wasAskedBefore = asked.Wait(Patience) };

    sealed class StopAt(string phase) : ILoadProgress, IDisposable
    {
        readonly CancellationTokenSource source = new();

        public CancellationToken Token => source.Token;

        public void Phase(string name)
        {
            if (name == phase)
                source.Cancel();
        }

        public void Bytes(long done, long total, long rows)
        {
        }

        public void Dispose() => source.Dispose();
    }
}
