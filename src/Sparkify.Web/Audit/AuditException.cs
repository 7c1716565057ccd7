using Sparkify.Warehouse.Errors;

namespace Sparkify.Web.Audit;

/// <summary>A request could not be written to the audit log, so it is not answered. The message is for the visitor and names no path.</summary>
sealed class AuditException(string message, Exception? cause = null) : WarehouseException(message, cause: cause);
