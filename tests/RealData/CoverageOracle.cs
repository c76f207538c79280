namespace GridSteward.RealData;

/// <summary>
/// What the report must count, from the CSV and the polygons alone: of each level the first area by code that covers the point; where none of any level
/// does, the nearest part within the tolerance with its whole, else the nearest whole. Unlocated requests, and those farther out, count nowhere.
/// </summary>
internal sealed class CoverageOracle(AreasFile? wholes, AreasFile parts, AreaTree? tree, Func<string, string> codeOfWhole, double toleranceMetres)
{
    private readonly Oracle? ofWholes = wholes is null ? null : new(wholes, toleranceMetres);
    private readonly Oracle ofParts = new(parts, toleranceMetres);

    /// <summary>The codes of the areas in whose rows a request counts; none where it counts in no row, not even the total.</summary>
    public IReadOnlyList<string> AreasOf(CityRequest request)
    {
        if (request.Point is not { } point)
        {
            return [];
        }

        Expected part = ofParts.Of(point);
        Expected? whole = ofWholes?.Of(point);
        string?[] codes = part.Owners.Count > 0 || whole?.Owners.Count > 0
            ? [whole?.Owners.Count > 0 ? codeOfWhole(whole.Owners[0]) : null, part.Owners.FirstOrDefault()]
            : part.IsNear ? [tree?.Parents[part.Nearest!] is { } parent ? codeOfWhole(parent) : null, part.Nearest]
            : whole?.IsNear == true ? [codeOfWhole(whole.Nearest!)]
            : [];
        return [.. codes.OfType<string>()];
    }

    /// <summary>The part that the city recorded, by code; null where it recorded none that is in the file.</summary>
    public string? RecordedBy(CityRequest request, bool byItsName) => request.Recorded.Length == 0 ? null : ofParts.Find(request.Recorded, byItsName)?.Code;
}
