using Sparkify.Warehouse.Engines.Contract;

namespace Sparkify.Cli.Settings;

/// <summary>
/// Where a cluster takes its rows from: STAGE and SLICES under [S3], ARN under [IAM_ROLE], or the variables SPARKIFY_S3_STAGE, SPARKIFY_S3_SLICES
/// and SPARKIFY_IAM_ROLE, which beat them.
/// </summary>
internal static class StageSettings
{
    /// <summary>Puts together what environment and file say.</summary>
    public static ClusterSettings Read(ConfigFile? config, Func<string, string?> variable) => new()
    {
        Stage = variable("SPARKIFY_S3_STAGE") ?? config?["S3", "STAGE"],
        Slices = Slices(config, variable),
        IamRole = variable("SPARKIFY_IAM_ROLE") ?? config?["IAM_ROLE", "ARN"],
        Access = StoreSettings.Read(config, variable),
    };

    static int Slices(ConfigFile? config, Func<string, string?> variable)
    {
        if (variable("SPARKIFY_S3_SLICES") is { } text)
            return ClusterSettings.ReadSlices(text, "SPARKIFY_S3_SLICES");
        return config?["S3", "SLICES"] is { } written ? ClusterSettings.ReadSlices(written, config.Place("S3", "SLICES")) : ClusterSettings.UsualSlices;
    }
}
