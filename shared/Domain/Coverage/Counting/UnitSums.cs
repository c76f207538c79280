namespace GridSteward.Domain.Coverage.Counting;

/// <summary>The sums behind one row's <see cref="UnitFigures"/>.</summary>
public sealed class UnitSums
{
    internal long Registered { get; set; }

    internal long? Enumerated { get; set; }

    internal long BuildingsUncounted { get; set; }

    internal long Found { get; set; }

    internal long FoundBeyond { get; set; }

    internal long Visited { get; set; }

    internal long VisitedFound { get; set; }

    internal long Handled { get; set; }

    internal long Responsible { get; set; }

    internal long Unlocated { get; set; }

    internal long Unmatched { get; set; }

    internal long Orphaned { get; set; }

    /// <summary>The figures.</summary>
    public UnitFigures Figures()
        => new(Registered, Enumerated, BuildingsUncounted, Found, FoundBeyond, Visited, VisitedFound, Handled, Responsible, Unlocated, Unmatched, Orphaned);

    /// <summary>Adds other sums. What is enumerated stays unknown only where both do not know it.</summary>
    public void Add(UnitSums other)
    {
        Registered += other.Registered;
        Enumerated = other.Enumerated is { } more ? (Enumerated ?? 0) + more : Enumerated;
        BuildingsUncounted += other.BuildingsUncounted;
        Found += other.Found;
        FoundBeyond += other.FoundBeyond;
        Visited += other.Visited;
        VisitedFound += other.VisitedFound;
        Handled += other.Handled;
        Responsible += other.Responsible;
        Unlocated += other.Unlocated;
        Unmatched += other.Unmatched;
        Orphaned += other.Orphaned;
    }
}
