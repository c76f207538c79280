using NetTopologySuite.Geometries;

namespace GridSteward.Geo;

/// <summary>What several shapes cover together: all of it, and what lies in more than one of them. Shapes are put together two halves at a time.</summary>
/// <remarks>
/// Of two halves A and B the whole cover is A ∪ B, and what lies in several is what does in A, what does in B, and A ∩ B. Halves are cut across the longer side of
/// the box around them, so that most meet along a short border; so even thousands of shapes on one spot take only as many overlays as there are shapes.
/// </remarks>
internal readonly record struct PartCover(Geometry Any, Geometry? Several)
{
    /// <summary>How far, of the areas themselves, A ∪ B and A ∩ B may be from A and B together before the overlay is not believed.</summary>
    private const double Mistrust = 1e-7;

    /// <exception cref="TopologyException">The overlay fails, or contradicts itself.</exception>
    public static PartCover Of(Span<Geometry> shapes, PartOverlay overlay, CancellationToken cancellationToken)
    {
        if (shapes.Length == 1)
        {
            return new PartCover(shapes[0], null);
        }

        cancellationToken.ThrowIfCancellationRequested();
        var box = new Envelope();
        foreach (Geometry shape in shapes)
        {
            box.ExpandToInclude(shape.EnvelopeInternal);
        }

        if (box.Width > box.Height)
        {
            shapes.Sort((a, b) => a.EnvelopeInternal.Centre.X.CompareTo(b.EnvelopeInternal.Centre.X));
        }
        else
        {
            shapes.Sort((a, b) => a.EnvelopeInternal.Centre.Y.CompareTo(b.EnvelopeInternal.Centre.Y));
        }

        PartCover one = Of(shapes[..(shapes.Length / 2)], overlay, cancellationToken);
        PartCover other = Of(shapes[(shapes.Length / 2)..], overlay, cancellationToken);
        Geometry both = overlay.Intersection(one.Any, other.Any);
        Geometry any = overlay.Union(one.Any, other.Any);
        double all = one.Any.Area + other.Any.Area;
        if (Math.Abs(any.Area + both.Area - all) > Mistrust * all)
        {
            throw new TopologyException("The union and the intersection do not come to the areas themselves.");
        }

        Geometry? several = both.IsEmpty ? null : both;
        foreach (Geometry? before in (ReadOnlySpan<Geometry?>)[one.Several, other.Several])
        {
            several = before is null ? several : several is null ? before : overlay.Union(several, before);
        }

        return new PartCover(any, several);
    }
}
