namespace Sparkify.Web.Queries;

/// <summary>What one result may hold.</summary>
/// <param name="Rows">The most rows; further ones are left out.</param>
/// <param name="Bytes">The most bytes on disk; rows beyond them are left out.</param>
/// <param name="RowBytes">The most bytes of one row. A larger value is not read from the engine.</param>
sealed record ResultLimits(int Rows, long Bytes, long RowBytes);
