using System.Numerics;

namespace Sparkify.Simulator;

/// <summary>
/// Random numbers that are the same on every machine and runtime: xoshiro256** seeded with SplitMix64, implemented from the
/// published description (David Blackman and Sebastiano Vigna, "Scrambled Linear Pseudorandom Number Generators", 2018).
/// </summary>
/// <remarks>Results depend only on integer arithmetic and exact IEEE operations, so no library function can change them.</remarks>
sealed class RandomStream
{
    ulong a, b, c, d;

    /// <summary>Each purpose has its own stream, so draws from one do not affect another.</summary>
    internal RandomStream(ulong seed, ulong purpose)
    {
        var state = seed ^ (purpose * 0xD1B54A32D192ED03UL);
        (a, b, c, d) = (SplitMix(ref state), SplitMix(ref state), SplitMix(ref state), SplitMix(ref state));
    }

    internal ulong Next()
    {
        var result = BitOperations.RotateLeft(b * 5, 7) * 9;
        var shifted = b << 17;
        c ^= a;
        d ^= b;
        b ^= c;
        a ^= d;
        c ^= shifted;
        d = BitOperations.RotateLeft(d, 45);
        return result;
    }

    /// <summary>From 0 up to, not including, the bound.</summary>
    internal int Below(int bound) => (int)(((Next() >> 32) * (ulong)(uint)bound) >> 32);

    /// <summary>From one number to another, both included.</summary>
    internal int Between(int least, int most) => least + Below(most - least + 1);

    /// <summary>From 0 up to, not including, 1.</summary>
    internal double Share() => (Next() >> 11) * (1.0 / (1UL << 53));

    internal bool Chance(double probability) => Share() < probability;

    internal T Pick<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];

    internal void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    static ulong SplitMix(ref ulong state)
    {
        state += 0x9E3779B97F4A7C15UL;
        var mixed = state;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
        return mixed ^ (mixed >> 31);
    }
}
