namespace GridSteward.Geo;

/// <summary>The place of an edge that is nearest to a point.</summary>
/// <param name="Metres">How far it is.</param>
/// <param name="Along">Where it lies: 0 at the lesser end of the edge, 1 at its greater one.</param>
internal readonly record struct EdgeFoot(double Metres, double Along);
