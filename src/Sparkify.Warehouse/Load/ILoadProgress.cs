namespace Sparkify.Warehouse.Load;

/// <summary>Hears how far a load is. Calls come from several threads.</summary>
public interface ILoadProgress
{
    /// <summary>A new part of the work begins: "reading events".</summary>
    void Phase(string name);

    /// <summary>How much of the phase's bytes are done; <paramref name="total"/> is 0 where it is not known.</summary>
    void Bytes(long done, long total, long rows);
}

/// <summary>Tells nobody.</summary>
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
