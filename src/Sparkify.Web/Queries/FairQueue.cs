using Sparkify.Warehouse.Errors;

namespace Sparkify.Web.Queries;

/// <summary>
/// Limits how many queries run at once. Waiting people take turns, however many queries each of them has, so that somebody with fifty queries
/// does not delay somebody with one.
/// </summary>
sealed class FairQueue(int places, int waitingEach)
{
    readonly Lock gate = new();
    readonly LinkedList<(string Person, Queue<TaskCompletionSource> Waiting)> turns = new();
    int free = places;

    /// <summary>Queries that wait.</summary>
    public int Waiting
    {
        get
        {
            lock (gate)
                return turns.Sum(turn => turn.Waiting.Count);
        }
    }

    /// <summary>Takes a slot when it is this person's turn; disposing the result frees it.</summary>
    public async Task<IDisposable> EnterAsync(string person, CancellationToken cancellation)
    {
        TaskCompletionSource turn;
        lock (gate)
        {
            if (free > 0)
            {
                free--;
                return new Place(this);
            }
            turn = Enqueue(person);
        }
        await using var cancelled = cancellation.Register(() => turn.TrySetCanceled(cancellation));
        await turn.Task;
        return new Place(this);
    }

    TaskCompletionSource Enqueue(string person)
    {
        var mine = turns.FirstOrDefault(turn => turn.Person == person).Waiting;
        if (mine is null)
            turns.AddLast((person, mine = new()));
        if (mine.Count(waiting => !waiting.Task.IsCompleted) >= waitingEach)
            throw new WarehouseException($"{waitingEach} of your queries are waiting already. Wait for one of them, or cancel it.");
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        mine.Enqueue(turn);
        return turn;
    }

    void Leave()
    {
        lock (gate)
        {
            while (turns.First is { } first)
            {
                turns.RemoveFirst();
                var waiting = first.Value.Waiting;
                var next = waiting.Dequeue();
                if (waiting.Count > 0)
                    turns.AddLast(first);
                // A caller that cancelled while waiting takes no slot.
                if (next.TrySetResult())
                    return;
            }
            free++;
        }
    }

    sealed class Place(FairQueue queue) : IDisposable
    {
        int left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref left, 1) == 0)
                queue.Leave();
        }
    }
}
