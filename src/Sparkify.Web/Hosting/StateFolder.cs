using Sparkify.Warehouse.Errors;

namespace Sparkify.Web.Hosting;

/// <summary>
/// The folder of the audit log and the shared queries, readable only by its owner and locked by one server at a time: two of them would lose each
/// other's shared queries. The lock is released when the process ends, however it ends.
/// </summary>
sealed class StateFolder : IDisposable
{
    const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    readonly FileStream held;

    /// <summary>Creates the folder if it is missing, and locks it.</summary>
    public StateFolder(string path)
    {
        Path = path;
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else if ((Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute).UnixFileMode & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) != 0)
            throw new UsageException($"Others may write to the state folder {path}, and so change the audit log. Take that right away (chmod go-w {path}), or name another folder with --state.");
        held = Hold(System.IO.Path.Combine(path, "serve.lock"));
    }

    /// <summary>Its path.</summary>
    public string Path { get; }

    /// <summary>Options for creating or replacing a file in it.</summary>
    public static FileStreamOptions ForWriting
    {
        get
        {
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = OwnerOnly;
            return options;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => held.Dispose();

    FileStream Hold(string file)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        try
        {
            return new FileStream(file, options);
        }
        // A sharing violation is a plain IOException, without a subclass.
        catch (IOException error) when (error.GetType() == typeof(IOException) && File.Exists(file))
        {
            throw new UsageException($"The state folder {Path} is in use by another sparkify serve. Stop that one, or give this one a folder of its own with --state.");
        }
    }
}
