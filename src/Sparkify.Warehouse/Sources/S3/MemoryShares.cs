namespace Sparkify.Warehouse.Sources.S3;

/// <summary>A number of bytes that files share. One takes at a time; whoever gives back lets it go on.</summary>
sealed class MemoryShares(long bytes)
{
    readonly Lock gate = new();
    long free = bytes;
    TaskCompletionSource? returned;

    /// <summary>Takes a share, and waits until it is there. No share may be larger than the whole.</summary>
    public async ValueTask TakeAsync(long share, CancellationToken cancellation)
    {
        while (true)
        {
            Task wait;
            lock (gate)
            {
                if (free >= share)
                {
                    free -= share;
                    return;
                }
                returned = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                wait = returned.Task;
            }
            await wait.WaitAsync(cancellation);
        }
    }

    /// <summary>Gives a share back.</summary>
    public void Return(long share)
    {
        lock (gate)
        {
            free += share;
            returned?.TrySetResult();
        }
    }
}
