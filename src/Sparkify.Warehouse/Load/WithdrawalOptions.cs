using Sparkify.Warehouse.Staging.Settling;

namespace Sparkify.Warehouse.Load;

/// <summary>The files to take out again (R4); exactly one of the two is set.</summary>
public sealed record WithdrawalOptions
{
    /// <summary>Files by path, or the end of one; they need not exist any more.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>The load that read the files' present content; null if files are named.</summary>
    public long? Load { get; init; }

    /// <inheritdoc cref="LoadOptions.ChangesUpTo"/>
    internal double ChangesUpTo { get; init; } = Settlement.UsualChangesUpTo;
}
