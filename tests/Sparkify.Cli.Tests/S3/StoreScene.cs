using Sparkify.Cli.Tests.Confluence;
using Sparkify.Cli.Tests.Faults;
using Sparkify.Warehouse.Checks;
using Sparkify.Warehouse.Load;
using Sparkify.Warehouse.Progress;
using Sparkify.Warehouse.Sources.Contract;

namespace Sparkify.Cli.Tests.S3;

/// <summary>A folder and a bucket with the same files, and what is asked of warehouses that were loaded from either.</summary>
public abstract class StoreScene : FaultScene
{
    private protected TestBucket Bucket { get; } = new(StoreProcess.Fauxqs);

    private protected WarehouseSteps Warehouse => new(Scratch.In("warehouse"), Scratch.Path);

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

    /// <summary>Loads the bucket, through a store in front of the server where one is given.</summary>
    private protected LoadReport Load(FaultyStore? store = null, ILoadProgress? progress = null, CancellationToken? cancellation = null) => Sparkify.Warehouse.Load.Etl.Run(
        Warehouse.Engine,
        new LoadOptions { Logs = Bucket.Uri("logs"), Songs = Bucket.Uri("songs"), Access = new SourceAccess(Endpoint: store?.Endpoint ?? Bucket.Endpoint, Anonymous: true) },
        progress ?? NoProgress.Instance, TimeProvider.System, cancellation ?? TestContext.Current.CancellationToken);

    /// <summary>The same as a process of its own.</summary>
    protected ProductRun RunEtl(params string[] more) => Product.RunWith(Bucket.Environment(), [.. EtlArguments, .. more]);

    /// <summary>How the bucket is loaded by a command.</summary>
    protected string[] EtlArguments => ["etl", "--logs", Bucket.Uri("logs"), "--songs", Bucket.Uri("songs"), "--target", Target, "--quiet"];

    /// <summary>That the front room holds its checks, and is the one that the local folder gives, row for row, keys included.</summary>
    protected void AssertIsAsFromFolder()
    {
        var local = new WarehouseSteps(Scratch.In("local"), Scratch.Path);
        local.Load(Feeds.Both);
        Assert.Null(FrontroomComparison.Difference(Warehouse, local, withBooks: false));
        using var rooms = Warehouse.Engine.OpenBackroom();
        Assert.Empty(new CheckRun(rooms, Warehouse.Engine.Dialect).Run().Where(check => !check.Passed).Select(check => check.Describe()));
    }

    /// <summary>Events that the front room shows.</summary>
    protected long Events()
    {
        using var frontroom = Warehouse.Engine.OpenFrontroom(Sparkify.Warehouse.Engines.Contract.QueryLimits.Default);
        using var count = frontroom.CreateCommand();
        count.CommandText = "select (select count(*) from songplays) + (select count(*) from page_events)";
        return (long)count.ExecuteScalar()!;
    }

    public override void Dispose()
    {
        Bucket.Dispose();
        base.Dispose();
        GC.SuppressFinalize(this);
    }
}
