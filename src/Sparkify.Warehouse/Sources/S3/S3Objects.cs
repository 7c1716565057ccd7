using Amazon.S3.Model;
using Sparkify.Warehouse.Sources.Contract;

namespace Sparkify.Warehouse.Sources.S3;

/// <summary>
/// Fetches the objects of a bucket as they were listed, and no other content of them. An interrupted read continues where it stopped; the
/// client has already repeated a failed request. An <see cref="IOException"/> says why an object cannot be read.
/// </summary>
sealed class S3Objects(S3Store store, string bucket)
{
    /// <summary>How often reading may break off without bringing a block.</summary>
    const int MostBreaks = 5;

    static readonly TimeSpan PatienceForBytes = TimeSpan.FromSeconds(30);
    static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);

    readonly SignedGet signedGet = new(store, bucket);

    /// <summary>Fetches an object into the blocks of a file, and completes it, well or badly.</summary>
    public async Task FetchAsync(FetchedFile into, CancellationToken cancellation)
    {
        try
        {
            if (into.Listed.Size > FetchedFile.BlockSize || !await signedGet.TryFetchAsync(KeyOf(into.Listed), into, cancellation))
                await FetchPatientlyAsync(into, cancellation);
            into.Complete();
        }
        catch (Exception error)
        {
            // The reader of the file gets the error. Nobody else looks at the result of this task.
            into.Complete(error is OperationCanceledException && cancellation.IsCancellationRequested ? error : S3Errors.IsOfStore(error, cancellation) ? new IOException(Message(error), error) : error);
        }
    }

    string Message(Exception error) => error is ChangedObjectException ? error.Message : S3Errors.OfObject(store, error);

    async Task FetchPatientlyAsync(FetchedFile into, CancellationToken cancellation)
    {
        for (var (breaks, pause) = (0, FirstPause); ; pause *= 2)
        {
            var before = into.Fetched;
            using var response = await store.Client.GetObjectAsync(RequestFrom(into), cancellation);
            if (!ETags.AreSame(response.ETag, into.Listed.Version))
                throw new ChangedObjectException();
            var broken = await ReadAsync(response.ResponseStream, into, cancellation);
            if (into.IsWhole)
            {
                // The client compares a checksum at the end, if there is one.
                if (broken is not null)
                    throw broken;
                return;
            }
            if (into.Fetched - before >= FetchedFile.BlockSize)
                (breaks, pause) = (0, FirstPause);
            if (++breaks > MostBreaks)
                throw new IOException($"the connection was lost {breaks} times, the last time after {into.Fetched:N0} of {into.Listed.Size:N0} bytes{(broken is null ? "" : ": " + broken.Message)}", broken);
            await Task.Delay(pause, cancellation);
        }
    }

    GetObjectRequest RequestFrom(FetchedFile into) => new()
    {
        BucketName = bucket,
        Key = KeyOf(into.Listed),
        EtagToMatch = into.Listed.Version,
        ByteRange = into.Fetched > 0 ? new ByteRange(into.Fetched, into.Listed.Size - 1) : null,
    };

    /// <summary>Reads on to the end; what broke it off, or null.</summary>
    static async Task<Exception?> ReadAsync(Stream body, FetchedFile into, CancellationToken cancellation)
    {
        while (true)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            patience.CancelAfter(PatienceForBytes);
            int read;
            try
            {
                read = await body.ReadAsync(into.Room, patience.Token);
            }
            catch (Exception error) when (S3Errors.IsOfStore(error, cancellation))
            {
                return error;
            }
            if (read == 0)
                return null;
            // This waits until the reader has read as much, however long that takes.
            await into.AddAsync(read, cancellation);
        }
    }

    string KeyOf(SourceFile file) => file.Uri[(new S3Location(bucket, "").ToString().Length + 1)..];
}

/// <summary>An object is not the one that was listed.</summary>
sealed class ChangedObjectException() : IOException(S3Errors.Changed);

/// <summary>ETags as listings and headers write them: one may have quotes where the other has none.</summary>
static class ETags
{
    public static bool AreSame(string? one, string? other) => string.Equals(one?.Trim('"'), other?.Trim('"'), StringComparison.Ordinal);
}
