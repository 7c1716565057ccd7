using System.Data.Common;
using Sparkify.Warehouse.Engines;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Warehouse.Load;

/// <summary>Says what an engine's own error means for a load.</summary>
static class EngineFailure
{
    public static WarehouseException Of(IEngine engine, DbException error) => new(
        $"The load stopped at {engine.Target}: {error.Message.Split('\n', 2)[0]} The front room is as it was, and what was taken in before is kept. "
        + "Mend the cause (is the disk full?) and run etl again; it goes on where it stopped.", cause: error);
}
