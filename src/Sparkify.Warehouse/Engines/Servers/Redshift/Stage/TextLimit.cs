using Sparkify.Warehouse.Model;

namespace Sparkify.Warehouse.Engines.Servers.Redshift.Stage;

/// <summary>How long texts may be in this engine.</summary>
static class TextLimit
{
    /// <summary>The longest text that a column takes, in bytes of UTF-8 (Amazon Redshift Database Developer Guide, "Character types").</summary>
    public const int MostBytes = 65_535;

    /// <summary>The bytes of UTF-8 that a text column takes; longer texts, which only rejects have, are cut.</summary>
    public static int Of(ColumnType type) => Math.Min(type.MaxBytes, MostBytes);
}
