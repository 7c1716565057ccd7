using Sparkify.Warehouse.Staging;

namespace Sparkify.Warehouse.Load;

/// <summary>Which files are to be taken out again (R4); one of the two.</summary>
public sealed record WithdrawalOptions
{
    /// <summary>Files by path, or the end of one; they need not be there any more.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>The load that took in the present content of the files; null where files are named.</summary>
    public long? Load { get; init; }

    /// <inheritdoc cref="LoadOptions.ChangesUpTo"/>
    internal double ChangesUpTo { get; init; } = Settlement.UsualChangesUpTo;
}
