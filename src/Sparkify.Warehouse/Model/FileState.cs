namespace Sparkify.Warehouse.Model;

/// <summary>The values of <c>files.state</c>.</summary>
static class FileState
{
    public const string Taken = "taken";
    public const string Pending = "pending";
    public const string Refused = "refused";
    public const string Failed = "failed";
    public const string Withdrawn = "withdrawn";
}
