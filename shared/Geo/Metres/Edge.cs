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

    /// <summary>Whether it lies on one of the two names of the antimeridian.</summary>
    public bool OnMeridian(double longitude) => X0 == longitude && X1 == longitude;
}
