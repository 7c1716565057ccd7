namespace Sparkify.Web.Queries;

/// <summary>What one result may hold.</summary>
/// <param name="Rows">Rows; behind them it is cut.</param>
/// <param name="Bytes">Bytes on the disk; behind them it is cut.</param>
/// <param name="RowBytes">Bytes of one row. A value that could not be held is not asked for.</param>
sealed record ResultLimits(int Rows, long Bytes, long RowBytes);
