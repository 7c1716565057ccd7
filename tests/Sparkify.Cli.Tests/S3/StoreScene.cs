using Sparkify.Cli.Tests.Faults;

namespace Sparkify.Cli.Tests.S3;

/// <summary>A folder and a bucket with the same files, and what is asked of warehouses that were loaded from either.</summary>
public abstract class StoreScene : FaultScene
{
    private protected TestBucket Bucket { get; } = new(StoreProcess.Fauxqs);

    /// <summary>Writes some days and songs, and puts them into the bucket.</summary>
    protected void WriteDaysAndSongs(int days, int songs = 3)
    {
        for (var day = 1; day <= days; day++)
            WriteDay(day);
        for (var song = 1; song <= songs; song++)
            Scratch.Write($"songs/A/TR{song}.json", Song(song));
        PutAll();
    }

    /// <summary>Puts all files into the bucket.</summary>
    protected void PutAll()
    {
        Bucket.PutFolder(Logs, "logs");
        Bucket.PutFolder(Songs, "songs");
    }

    protected static string Song(int number) =>
        $$"""{"num_songs":1,"artist_id":"AR{{number}}","artist_latitude":null,"artist_longitude":null,"artist_location":"","artist_name":"Someone {{number}}","song_id":"SO{{number}}","title":"Something {{number}}","duration":200.5,"year":0}""";

    /// <summary>Loads the bucket through a store.</summary>
    private protected ProductRun EtlFrom(FaultyStore? store, params string[] more) => Product.RunWith(
        Bucket.Environment(store?.Endpoint), ["etl", "--logs", Bucket.Uri("logs"), "--songs", Bucket.Uri("songs"), "--target", Target, "--quiet", .. more]);

    /// <summary>That the front room is the one that the local folder gives, row for row, keys included.</summary>
    protected void AssertIsAsFromFolder()
    {
        var local = $"duckdb:{Scratch.In("local-" + Guid.NewGuid())}";
        Product.Run("etl", "--logs", Logs, "--songs", Songs, "--target", local, "--quiet").Expect(0);
        Assert.Equal(FrontroomFigures.Of(local), FrontroomFigures.Of(Target));
        Product.Run("check", "--target", Target).Expect(0);
    }

    public override void Dispose()
    {
        Bucket.Dispose();
        base.Dispose();
        GC.SuppressFinalize(this);
    }
}
