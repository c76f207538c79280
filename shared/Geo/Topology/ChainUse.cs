namespace GridSteward.Geo;

/// <summary>One passage of a ring along a chain.</summary>
/// <param name="Chain">The number of the chain.</param>
/// <param name="Forward">Whether the ring goes the way of the chain.</param>
public readonly record struct ChainUse(int Chain, bool Forward);

/// <summary>An area that lies along a chain.</summary>
/// <param name="Area">The number of the area.</param>
/// <param name="Left">Whether it lies to the left of the chain's direction.</param>
public readonly record struct ChainSide(int Area, bool Left);
