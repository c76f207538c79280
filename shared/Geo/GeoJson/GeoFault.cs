namespace GridSteward.Geo;

/// <summary>One thing wrong in a GeoJSON text.</summary>
/// <param name="Path">Where, as a JSON path such as <c>$.features[3].geometry.coordinates[0][5]</c>; <c>$</c> for the whole text.</param>
/// <param name="Message">What, in a sentence for the person who sent the file.</param>
public sealed record GeoFault(string Path, string Message);
