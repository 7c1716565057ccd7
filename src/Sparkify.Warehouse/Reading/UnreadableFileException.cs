using Sparkify.Warehouse.Errors;

namespace Sparkify.Warehouse.Reading;

/// <summary>
/// A file could not be read to its end: it vanished, its gzip is broken, or its byte order mark is not UTF-8's. The file contributes
/// nothing. The message does not name the file; the caller adds its name.
/// </summary>
public sealed class UnreadableFileException(string message, Exception? cause = null) : WarehouseException(message, ExitCode.NotClean, cause);
