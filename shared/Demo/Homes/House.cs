using GridSteward.Demo.Land;
using NetTopologySuite.Geometries;

namespace GridSteward.Demo.Homes;

/// <summary>Something that people live in: a building of flats, or a house in a village.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Name">Its name.</param>
/// <param name="Grid">The plot of its grid.</param>
/// <param name="Spot">Where it stands, in metres.</param>
/// <param name="Flats">The flats in it, as doors name them; empty for a house.</param>
internal sealed record House(string Code, string Name, Plot Grid, Coordinate Spot, IReadOnlyList<string> Flats)
{
    /// <summary>Whether it stands in the register of buildings.</summary>
    public bool IsBuilding => Flats.Count > 0;
}
