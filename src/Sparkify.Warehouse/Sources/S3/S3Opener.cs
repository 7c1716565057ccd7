using Sparkify.Warehouse.Sources.Contract;

namespace Sparkify.Warehouse.Sources.S3;

/// <summary>
/// Opens objects, and fetches the ones that will be read next ahead of time: for a small object, the request takes longer than reading. The number of
/// requests at a time and the bytes that wait for their reader are limited, whatever the sizes.
/// </summary>
/// <remarks>
/// Expected files get their share of the memory in order, and return it when they have been read. A reader never waits for a share: a file that has
/// none when it is opened is fetched without one, and there are no more of these than readers. So readers and shares cannot wait for each other,
/// whatever the order of opening.
/// </remarks>
sealed class S3Opener : IFileOpener
{
    const int MostAtOnce = 32;
    const long MostBytes = 48_000_000;

    readonly S3Objects objects;
    readonly CancellationTokenSource ended;
    readonly CancellationToken end;

    // One for this, and one for each task that fetches.
    readonly CountdownEvent running = new(1);
    readonly Lock gate = new();
    readonly Queue<SourceFile> waiting = [];
    readonly HashSet<string> openedEarly = new(StringComparer.Ordinal);
    readonly Dictionary<string, FetchedFile> begun = new(StringComparer.Ordinal);
    long free = MostBytes;
    int atOnce;

    public S3Opener(S3Objects objects, CancellationToken cancellation)
    {
        this.objects = objects;
        ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        end = ended.Token;
    }

    /// <inheritdoc/>
    public void Expect(SourceFile file)
    {
        lock (gate)
        {
            waiting.Enqueue(file);
            FetchOn();
        }
    }

    /// <inheritdoc/>
    public void ExpectOnly(IReadOnlyCollection<SourceFile> files)
    {
        lock (gate)
        {
            waiting.Clear();
            openedEarly.Clear();
            var kept = new HashSet<string>(StringComparer.Ordinal);
            foreach (var file in files)
                if (begun.TryGetValue(file.Uri, out var fetched) && fetched.Listed == file)
                    kept.Add(file.Uri);
                else
                    waiting.Enqueue(file);
            foreach (var uri in begun.Keys.Where(uri => !kept.Contains(uri)).ToList())
                Drop(uri);
            FetchOn();
        }
    }

    /// <inheritdoc/>
    public Stream Open(SourceFile file)
    {
        lock (gate)
        {
            if (begun.TryGetValue(file.Uri, out var ahead) && ahead.Listed == file)
            {
                begun.Remove(file.Uri);
                return StreamOf(ahead);
            }
            openedEarly.Add(file.Uri);
        }
        // It has no share yet, or is read a second time, or was not expected.
        var fetched = new FetchedFile(file);
        Run(() => objects.FetchAsync(fetched, end));
        return new FetchedStream(fetched, () => { }, end);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            if (ended.IsCancellationRequested && running.IsSet)
                return;
            waiting.Clear();
        }
        ended.Cancel();
        running.Signal();
        running.Wait(CancellationToken.None);
        ended.Dispose();
    }

    /// <summary>Fetches the next files, one after another, while there are any that fit.</summary>
    async Task FetchAsync(FetchedFile first)
    {
        for (var file = first; file is not null; file = AfterOne())
            await objects.FetchAsync(file, end);
    }

    FetchedFile? AfterOne()
    {
        lock (gate)
        {
            var next = Begin();
            if (next is null)
                atOnce--;
            return next;
        }
    }

    // What follows runs while the gate is held.

    void FetchOn()
    {
        while (atOnce < MostAtOnce && Begin() is { } file)
        {
            atOnce++;
            Run(() => FetchAsync(file));
        }
    }

    /// <summary>The next file that is still to be fetched, with its share; null when none waits, or the next one does not fit yet.</summary>
    FetchedFile? Begin()
    {
        while (waiting.TryPeek(out var file))
        {
            if (openedEarly.Remove(file.Uri))
            {
                waiting.Dequeue();
                continue;
            }
            var share = FetchedFile.MemoryOf(file);
            if (free < share)
                return null;
            waiting.Dequeue();
            free -= share;
            // A folder that changes while it is listed may list a file twice. The later entry counts.
            Drop(file.Uri);
            var fetched = new FetchedFile(file);
            begun.Add(file.Uri, fetched);
            return fetched;
        }
        return null;
    }

    /// <summary>Nobody will open this one.</summary>
    void Drop(string uri)
    {
        if (begun.Remove(uri, out var fetched))
            StreamOf(fetched).Dispose();
    }

    FetchedStream StreamOf(FetchedFile fetched) => new(fetched, () => Return(FetchedFile.MemoryOf(fetched.Listed)), end);

    void Return(long share)
    {
        lock (gate)
        {
            free += share;
            FetchOn();
        }
    }

    void Run(Func<Task> work)
    {
        running.AddCount();
        _ = Task.Run(async () =>
        {
            try
            {
                await work();
            }
            finally
            {
                running.Signal();
            }
        });
    }
}
