using Sparkify.Warehouse.Errors;

namespace Sparkify.Warehouse.Reading;

/// <summary>
/// A file could not be read to its end: it vanished, its gzip is broken, or it is not UTF-8 by its mark. The file contributes
/// nothing. The message does not name the file: whoever opened it knows its name.
/// </summary>
public sealed class UnreadableFileException(string message, Exception? cause = null) : WarehouseException(message, ExitCode.NotClean, cause);
