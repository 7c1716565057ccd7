using System.Reflection;
using Sparkify.Warehouse.Engines.Contract;

namespace Sparkify.Cli.Tests.Keys;

/// <summary>An engine as <see cref="SlicedEngine"/> has it: one that has slices as well.</summary>
public interface ISlicedEngine : IEngine, IStoredTables;

/// <summary>The embedded engine, with books such as an engine of many slices keeps; a stand-in for what it says, not for what it does.</summary>
public class SlicedEngine : DispatchProxy
{
    IEngine engine = null!;
    IReadOnlyList<StoredTable> tables = [];

    /// <summary>Puts an engine on eight slices on which its tables lie like this.</summary>
    public static IEngine On(IEngine engine, params StoredTable[] tables)
    {
        var proxy = Create<ISlicedEngine, SlicedEngine>();
        var sliced = (SlicedEngine)proxy;
        (sliced.engine, sliced.tables) = (engine, tables);
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name switch
    {
        "get_" + nameof(IStoredTables.Slices) => 8,
        nameof(IStoredTables.ReadStoredTables) => tables,
        _ => targetMethod.Invoke(engine, BindingFlags.DoNotWrapExceptions, null, args, null),
    };
}
