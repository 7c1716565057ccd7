using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Amazon.S3.Model;
using Sparkify.Warehouse.Engines.Contract;
using Sparkify.Warehouse.Errors;
using Sparkify.Warehouse.Sources.S3;
using S3Location = Sparkify.Warehouse.Sources.S3.S3Location;

namespace Sparkify.Warehouse.Engines.Servers.Redshift.Stage;

/// <summary>
/// The warehouse's own folder in the stage: objects that COPY reads, each load's under a name of its own. The holder of the warehouse may
/// remove all of it: nothing in it is needed once a load has committed.
/// </summary>
sealed class StageFolder
{
    const string Place = "STAGE under [S3]";
    const int AtOnce = 4;

    readonly S3Store store;
    readonly S3Location root;
    readonly string load = Guid.NewGuid().ToString("N")[..12];
    int copies;

    StageFolder(S3Store store, S3Location root) => (this.store, this.root) = (store, root);

    /// <summary>The folder of a warehouse; a <see cref="WarehouseException"/> where no stage is named.</summary>
    /// <param name="settings">Where the stage is.</param>
    /// <param name="warehouse">The target without secrets: warehouses may share a stage.</param>
    public static StageFolder Of(ClusterSettings settings, string warehouse)
    {
        if (settings.Stage is null)
            throw new WarehouseException($"{warehouse} takes its rows from S3, and no place is named for them there. Expected {Place}, or SPARKIFY_S3_STAGE: s3://BUCKET/FOLDER, which this machine may write and the cluster's role may read.", ExitCode.WrongUsage);
        if (S3Location.Of(settings.Stage) is not { } place)
            throw new WarehouseException($"The stage is {settings.Stage}. Expected {Place}: s3://BUCKET/FOLDER.", ExitCode.WrongUsage);
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(warehouse)))[..12];
        var folder = place.Key.Trim('/');
        return new StageFolder(new S3Store(settings.Access), place with { Key = $"{(folder.Length == 0 ? "" : folder + "/")}sparkify-{name}/" });
    }

    /// <summary>Puts the pieces of a spool there, packed, with a manifest that demands every one of them.</summary>
    public StagedCopy Put(RowSpool rows, string table, int slices, CancellationToken cancellation)
    {
        var folder = root with { Key = $"{root.Key}{load}/{++copies:D4}-{table}/" };
        try
        {
            var pieces = rows.Pieces(slices);
            var objects = new StagedObject[pieces.Count];
            Parallel.For(0, pieces.Count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, i =>
                objects[i] = Put(folder with { Key = $"{folder.Key}{i:D4}.csv.gz" }, Pack(rows, pieces[i]), pieces[i].Start, pieces[i].Length, cancellation));
            var manifest = folder with { Key = folder.Key + "manifest" };
            Put(manifest, Manifest(objects), 0, 0, cancellation);
            return new StagedCopy(manifest, objects);
        }
        catch (AggregateException error) when (error.InnerExceptions.FirstOrDefault(inner => S3Errors.IsOfStore(inner, cancellation)) is { } cause)
        {
            throw CannotWrite(folder, cause);
        }
        catch (Exception error) when (S3Errors.IsOfStore(error, cancellation))
        {
            throw CannotWrite(folder, error);
        }
    }

    /// <summary>The staged objects that are not there any more as they were put; none if all is well.</summary>
    public IReadOnlyList<string> Altered(StagedCopy copy, CancellationToken cancellation)
    {
        var found = List(copy.Folder, cancellation).ToDictionary(item => item.Key, item => item.ETag, StringComparer.Ordinal);
        return [.. copy.Objects.Where(put => found.GetValueOrDefault(put.Place.Key) != put.ETag).Select(put => put.Place.ToString())];
    }

    /// <summary>Removes everything that loads of this warehouse have left there. Errors: those of the store.</summary>
    public void Clear(CancellationToken cancellation)
    {
        foreach (var some in List(root, cancellation).Select(item => item.Key).Chunk(1000).ToList())
            store.Client.DeleteObjectsAsync(
                new DeleteObjectsRequest { BucketName = root.Bucket, Objects = [.. some.Select(key => new KeyVersion { Key = key })] }, cancellation).GetAwaiter().GetResult();
    }

    /// <inheritdoc/>
    public override string ToString() => root.ToString();

    /// <summary>Why the store did not do something, in a line.</summary>
    public string Reason(Exception error) => S3Errors.Reason(store, root, error);

    List<S3Object> List(S3Location folder, CancellationToken cancellation) => [.. new S3Listing(store, folder, folder.Key).Objects(cancellation)];

    StagedObject Put(S3Location place, MemoryStream content, long start, int length, CancellationToken cancellation)
    {
        using (content)
        {
            var bytes = content.Length;
            var answer = store.Client.PutObjectAsync(
                new PutObjectRequest { BucketName = place.Bucket, Key = place.Key, InputStream = content, AutoCloseStream = false }, cancellation).GetAwaiter().GetResult();
            return new StagedObject(place, answer.ETag, bytes, start, length);
        }
    }

    static MemoryStream Pack(RowSpool rows, (long Start, int Length) piece)
    {
        var packed = new MemoryStream(Math.Max(256, piece.Length / 4));
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            rows.CopyTo(gzip, piece.Start, piece.Length);
        packed.Position = 0;
        return packed;
    }

    static MemoryStream Manifest(IEnumerable<StagedObject> objects)
    {
        var manifest = new MemoryStream();
        using (var json = new Utf8JsonWriter(manifest))
        {
            json.WriteStartObject();
            json.WriteStartArray("entries");
            foreach (var put in objects)
            {
                json.WriteStartObject();
                json.WriteString("url", put.Place.ToString());
                json.WriteBoolean("mandatory", true);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        manifest.Position = 0;
        return manifest;
    }

    WarehouseException CannotWrite(S3Location folder, Exception error) =>
        new($"The stage {folder} cannot be written: {Reason(error)} Check {Place}, and that the login of this machine may put objects there.", cause: error);
}
