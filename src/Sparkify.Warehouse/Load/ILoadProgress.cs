namespace Sparkify.Warehouse.Load;

/// <summary>Hears how a load gets on; called from several threads.</summary>
public interface ILoadProgress
{
    /// <summary>A new phase begins, such as "reading" or "building songplays".</summary>
    void Phase(string name);

    /// <summary>How much of the input has been read.</summary>
    /// <param name="bytesDone">Bytes read so far.</param>
    /// <param name="bytesTotal">Bytes to read, as listed.</param>
    /// <param name="filesDone">Files read so far.</param>
    /// <param name="filesTotal">Files to read.</param>
    void Reading(long bytesDone, long bytesTotal, long filesDone, long filesTotal);
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
    public void Reading(long bytesDone, long bytesTotal, long filesDone, long filesTotal)
    {
    }
}
