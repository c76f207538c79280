using System.Text.Json.Serialization;

namespace GridSteward.Domain.Assignments;

/// <summary>What an assignment goes by.</summary>
[JsonConverter(typeof(WireEnumConverter<Basis>))]
public enum Basis
{
    /// <summary>The sender's position.</summary>
    Point,

    /// <summary>The household that was named.</summary>
    Household,

    /// <summary>The building that was named.</summary>
    Building,

    /// <summary>The code on a contact card.</summary>
    Card,

    /// <summary>The area that was asked about.</summary>
    Area,

    /// <summary>Nothing said where.</summary>
    None,
}

/// <summary>What a reader of an assignment should look at twice.</summary>
[JsonConverter(typeof(WireEnumConverter<PlaceFlag>))]
public enum PlaceFlag
{
    /// <summary>No area covers the place.</summary>
    OutsideAllAreas,

    /// <summary>No area covers the place, but the nearest is within the jurisdiction's tolerance and was taken.</summary>
    NearestWithinTolerance,

    /// <summary>The accuracy circle touches other areas, of whatever level.</summary>
    NearBoundary,

    /// <summary>More than one area of a level covers the place; the smallest code was taken.</summary>
    Overlap,

    /// <summary>Nobody is on duty for it.</summary>
    NoAssignee,
}

/// <summary>An area in a chain.</summary>
/// <param name="Level">Its level's name.</param>
/// <param name="Code">Its code.</param>
/// <param name="Name">Its name.</param>
/// <param name="Version">The generation in which this version of it came.</param>
public sealed record ChainLink(string Level, string Code, string Name, int Version);

/// <summary>Where something lies among the areas of one generation.</summary>
/// <param name="Basis">What it goes by.</param>
/// <param name="Jurisdiction">The jurisdiction; null where it lies in none.</param>
/// <param name="Generation">The areas' generation; 0 where there are none.</param>
/// <param name="Chain">One area a level, topmost first; a level without an owner is left out.</param>
/// <param name="OtherOwners">Further areas that cover the place, where areas overlap.</param>
/// <param name="Touched">Codes of areas, other than the chain's, that the accuracy circle touches.</param>
/// <param name="DistanceToEdgeMetres">From the place to the nearest edge of the lowest area of the chain; null without a point or a chain.</param>
/// <param name="Flags">What to look at twice.</param>
public sealed record Place(
    Basis Basis,
    string? Jurisdiction,
    int Generation,
    IReadOnlyList<ChainLink> Chain,
    IReadOnlyList<ChainLink> OtherOwners,
    IReadOnlyList<string> Touched,
    double? DistanceToEdgeMetres,
    IReadOnlyList<PlaceFlag> Flags)
{
    /// <summary>The character between the codes of <see cref="AreaPath"/>; codes hold no control characters.</summary>
    public const char PathSeparator = '\u001f';

    /// <summary>The codes of the chain.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Codes => [.. Chain.Select(c => c.Code)];

    /// <summary>The codes of the chain in one text, so that what lies in the same areas can be counted by one field; empty for an empty chain.</summary>
    [JsonIgnore]
    public string AreaPath => string.Join(PathSeparator, Chain.Select(c => c.Code));

    /// <summary>A place of which nothing is known.</summary>
    public static Place Nowhere(Basis basis, string? jurisdiction = null, int generation = 0)
        => new(basis, jurisdiction, generation, [], [], [], null, [PlaceFlag.OutsideAllAreas]);
}
