namespace Sparkify.Warehouse.Progress;

/// <summary>Receives the progress of a load. Called from several threads.</summary>
public interface ILoadProgress
{
    /// <summary>A new phase begins, by the name it has in reports; <see cref="LoadPhases"/> has the words for people.</summary>
    void Phase(string name);

    /// <summary>The phase's progress in bytes; <paramref name="total"/> is 0 if it is not known.</summary>
    void Bytes(long done, long total, long rows);

    /// <summary>A load that was stopped before its publish is published first: the next phases are its own, until this is called with null.</summary>
    void Recovering(long? load)
    {
    }
}

/// <summary>Ignores the progress.</summary>
public sealed class NoProgress : ILoadProgress
{
    /// <inheritdoc cref="NoProgress"/>
    public static readonly NoProgress Instance = new();

    /// <inheritdoc/>
    public void Phase(string name)
    {
    }

    /// <inheritdoc/>
    public void Bytes(long done, long total, long rows)
    {
    }
}
