namespace Sparkify.Cli.Tests.Confluence;

/// <summary>What happens to the files between two loads, one random move at a time.</summary>
/// <param name="isCalm">Whether files only come and grow, but for a few.</param>
sealed class FileMoves(World world, SourceTree tree, ExpectedFiles expected, bool isCalm)
{
    const int Kinds = 16;
    const int CalmKinds = 10;

    /// <summary>Makes a move; gives it in words. Nothing when the move does not suit what is there.</summary>
    public string? Make(Random random) => random.Next(isCalm ? CalmKinds : Kinds) switch
    {
        < 6 => Add(random),
        < 9 => Change("grow", random, (path, content) => world.Grow(path, content, random)),
        < 12 => Change("replace", random, (path, _) => world.Draw(path, random)),
        12 => Change("shrink", random, (_, content) => World.Shrink(content, random)),
        13 => Change("touch", random, (_, content) => content),
        14 => Overwrite(random),
        _ => Delete(random),
    };

    /// <summary>Adds every file that is not there yet.</summary>
    public string AddRest(Random random)
    {
        foreach (var path in Missing())
            tree.Write(path, world.Draw(path, random));
        return "add the rest";
    }

    string? Add(Random random)
    {
        if (Missing() is not { Length: > 0 } missing)
            return null;
        random.Shuffle(missing);
        var added = missing[..random.Next(1, Math.Min(missing.Length, 6) + 1)];
        foreach (var path in added)
            tree.Write(path, world.Draw(path, random));
        return $"add {string.Join(" ", added)}";
    }

    string? Change(string what, Random random, Func<string, byte[], byte[]> change)
    {
        if (Any(random) is not { } path)
            return null;
        tree.Write(path, change(path, tree.Files[path].Content));
        return $"{what} {path}";
    }

    /// <summary>Same size and time, another content: no load may notice. Only for a file that is known as it is.</summary>
    string? Overwrite(Random random)
    {
        if (Any(random) is not { } path || !expected.IsKnown(path))
            return null;
        var content = (byte[])tree.Files[path].Content.Clone();
        content.AsSpan().Reverse();
        tree.WriteUnseen(path, content);
        return $"overwrite unseen {path}";
    }

    string? Delete(Random random)
    {
        if (Any(random) is not { } path)
            return null;
        tree.Delete(path);
        return $"delete {path}";
    }

    string[] Missing() => [.. world.Paths.Where(path => !tree.Files.ContainsKey(path))];

    // In the order of the world, which a seed determines.
    string? Any(Random random) => world.Paths.Where(tree.Files.ContainsKey).ToArray() is { Length: > 0 } there ? there[random.Next(there.Length)] : null;
}
