using System.Collections.Concurrent;

namespace Sparkify.Warehouse.Sources.S3;

/// <summary>
/// Opens the objects of a batch, and fetches those that come next meanwhile: a small object takes longer to ask for than to read. So many
/// are asked for at once, and so many bytes wait for their reader, whatever the sizes.
/// </summary>
/// <remarks>
/// Files get their share of the memory in the order of the batch, and give it back when they have been read. Readers open them in that order,
/// so the file that a reader waits for always has its share or gets it next.
/// </remarks>
sealed class S3Opener : IFileOpener
{
    const int MostAtOnce = 32;
    const long MostBytes = 48_000_000;

    readonly S3Objects objects;
    readonly FetchedFile[] files;
    readonly ConcurrentDictionary<string, FetchedFile> unopened;
    readonly MemoryShares memory = new(MostBytes);
    readonly SemaphoreSlim turn = new(1);
    readonly CancellationTokenSource ended;
    readonly ConcurrentBag<Task> fetching = [];
    int next;

    public S3Opener(S3Objects objects, IReadOnlyList<SourceFile> files, CancellationToken cancellation)
    {
        this.objects = objects;
        this.files = [.. files.Select(file => new FetchedFile(file))];
        unopened = new(this.files.Select(file => KeyValuePair.Create(file.Listed.Uri, file)), StringComparer.Ordinal);
        ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        for (var i = 0; i < Math.Min(MostAtOnce, files.Count); i++)
            fetching.Add(Task.Run(FetchAsync, ended.Token));
    }

    /// <inheritdoc/>
    public Stream Open(SourceFile file)
    {
        if (unopened.TryRemove(file.Uri, out var first))
            return new FetchedStream(first, () => memory.Return(FetchedFile.MemoryOf(file)), ended.Token);
        // Somebody begins again, or it is not of the batch. It takes no share: there are no more of these than readers.
        var again = new FetchedFile(file);
        fetching.Add(Task.Run(() => objects.FetchAsync(again, ended.Token), ended.Token));
        return new FetchedStream(again, () => { }, ended.Token);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ended.Cancel();
        try
        {
            Task.WaitAll([.. fetching]);
        }
        catch (AggregateException error) when (error.InnerExceptions.All(inner => inner is OperationCanceledException))
        {
            // It was asked to end.
        }
        ended.Dispose();
        turn.Dispose();
    }

    async Task FetchAsync()
    {
        while (await NextAsync() is { } file)
            await objects.FetchAsync(file, ended.Token);
    }

    async Task<FetchedFile?> NextAsync()
    {
        await turn.WaitAsync(ended.Token);
        try
        {
            if (next == files.Length)
                return null;
            var file = files[next++];
            await memory.TakeAsync(FetchedFile.MemoryOf(file.Listed), ended.Token);
            return file;
        }
        finally
        {
            turn.Release();
        }
    }
}
