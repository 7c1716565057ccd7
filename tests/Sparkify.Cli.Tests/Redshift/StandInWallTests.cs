using Sparkify.Cli.Tests.Contract;

namespace Sparkify.Cli.Tests.Redshift;

/// <summary>The analysts' wall as the grants for Redshift build it, on the stand-in.</summary>
public sealed class StandInWallTests() : AnalystsWall(TestWarehouse.StandIn);
