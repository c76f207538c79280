namespace GridSteward.Geo;

/// <summary>A straight lon/lat edge, kept from its lesser end to its greater one, so that two neighbours measure a shared edge alike.</summary>
internal readonly record struct Edge
{
    public Edge(double x0, double y0, double x1, double y1)
    {
        bool ordered = x0 < x1 || (x0 == x1 && y0 <= y1);
        (X0, Y0, X1, Y1) = ordered ? (x0, y0, x1, y1) : (x1, y1, x0, y0);
    }

    public double X0 { get; }

    public double Y0 { get; }

    public double X1 { get; }

    public double Y1 { get; }

    /// <summary>A place of the edge, from 0 at its lesser end to 1 at its greater one: those very positions there, and never beyond them.</summary>
    public Wgs84Point At(double along) => along switch
    {
        0 => new(X0, Y0),
        1 => new(X1, Y1),
        _ => new(
            Math.Clamp(X0 + (along * (X1 - X0)), X0, X1),
            Math.Clamp(Y0 + (along * (Y1 - Y0)), Math.Min(Y0, Y1), Math.Max(Y0, Y1))),
    };

    /// <summary>Whether it lies on one of the two names of the antimeridian.</summary>
    public bool OnMeridian(double longitude) => X0 == longitude && X1 == longitude;
}
