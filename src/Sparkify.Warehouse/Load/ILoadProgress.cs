namespace Sparkify.Warehouse.Load;

/// <summary>Receives the progress of a load. Called from several threads.</summary>
public interface ILoadProgress
{
    /// <summary>A new phase begins: "reading events".</summary>
    void Phase(string name);

    /// <summary>The phase's progress in bytes; <paramref name="total"/> is 0 if it is not known.</summary>
    void Bytes(long done, long total, long rows);
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
