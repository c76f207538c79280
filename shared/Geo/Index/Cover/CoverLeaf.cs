using System.Runtime.InteropServices;

namespace GridSteward.Geo;

/// <summary>
/// A cell that needs a closer look. For every point in the cell and every area of the leaf, the area's whole boundary crosses the ray from the point
/// eastward as often, even or odd, as the leaf's edges do, once more where the area's base is odd.
/// </summary>
/// <param name="FirstEdge">Where its edges begin.</param>
/// <param name="EdgeCount">How many there are.</param>
/// <param name="FirstArea">Where its areas begin: those of its edges, least first; each number is the area doubled, plus its base.</param>
/// <param name="AreaCount">How many there are.</param>
/// <param name="Whole">The list of other areas that cover the whole cell, see <see cref="AreaLists"/>.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct CoverLeaf(int FirstEdge, int EdgeCount, int FirstArea, int AreaCount, int Whole);
