namespace Sparkify.Warehouse.Load;

/// <summary>Hears how far a load is. Calls come from several threads.</summary>
public interface ILoadProgress
{
    /// <summary>A new part of the work begins: "reading events".</summary>
    void Phase(string name);

    /// <summary>How much of the phase's bytes are done; <paramref name="total"/> is 0 where it is not known.</summary>
    void Bytes(long done, long total, long rows);

    /// <summary>Something a person should read, whatever the progress.</summary>
    void Note(string line);
}
