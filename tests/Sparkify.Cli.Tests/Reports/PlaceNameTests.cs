using Sparkify.Cli.Tests.Contract;
using Sparkify.Cli.Tests.Web;

namespace Sparkify.Cli.Tests.Reports;

public sealed class PlaceNameTests
{
    public static TheoryData<string> Engines => TestWarehouse.Engines;

    [Theory, MemberData(nameof(Engines))]
    public void A_part_of_a_places_name_is_enough_where_it_means_one(string engine)
    {
        using var warehouse = new SmallWarehouse(engine);
        Assert.Contains("a,1,1,1", Report("osl").Expect(0).Output, StringComparison.Ordinal);
        Assert.Contains("Nobody listened from a place called \"Atlantis\"", Report("Atlantis").Expect(1).Error, StringComparison.Ordinal);

        ProductRun Report(string place) => Product.Run(["report", "top-artists", "--place", place, "--format", "csv", .. warehouse.Options]);
    }
}
