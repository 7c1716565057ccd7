namespace Sparkify.Simulator.Catalogue;

/// <summary>Draws ranks by Zipf's law in constant time (alias method): the first few are played often, the last hardly ever.</summary>
sealed class Popularity
{
    /// <summary>Flattens the top, so that the most popular of 1,000 songs gets some 3 % of the plays.</summary>
    const double Flattening = 4;

    readonly double[] keep;
    readonly int[] alias;

    internal Popularity(int count)
    {
        keep = new double[count];
        alias = new int[count];
        var sum = 0.0;
        for (var i = 0; i < count; i++) sum += 1 / (i + Flattening);
        var small = new Stack<int>();
        var large = new Stack<int>();
        for (var i = 0; i < count; i++)
        {
            keep[i] = count / ((i + Flattening) * sum);
            alias[i] = i;
            (keep[i] < 1 ? small : large).Push(i);
        }

        while (small.TryPop(out var poor) && large.TryPop(out var rich))
        {
            alias[poor] = rich;
            keep[rich] -= 1 - keep[poor];
            (keep[rich] < 1 ? small : large).Push(rich);
        }
    }

    internal int Draw(RandomStream random)
    {
        var i = random.Below(keep.Length);
        return random.Chance(keep[i]) ? i : alias[i];
    }
}
