namespace Sparkify.Web.Audit;

/// <summary>How much of the audit log is kept. A day's limit is far below the total, so that no flood of requests removes the entries of earlier days.</summary>
sealed record AuditLimits
{
    /// <summary>Bytes that one account may add in a day; after them its requests are refused until the next day.</summary>
    public long AccountDay { get; init; } = 64L << 20;

    /// <summary>Bytes that all accounts together may add in a day.</summary>
    public long Day { get; init; } = 256L << 20;

    /// <summary>Bytes of all files; the oldest are removed first.</summary>
    public long Total { get; init; } = 2L << 30;

    /// <summary>Days after which a file is removed.</summary>
    public int Days { get; init; } = 90;

    /// <summary>Refused sign-ins in a minute that get a line each; further ones are counted in one line.</summary>
    public int RefusedSignIns { get; init; } = 30;
}
