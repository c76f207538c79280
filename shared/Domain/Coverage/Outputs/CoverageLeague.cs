namespace GridSteward.Domain.Coverage.Outputs;

/// <summary>A place in the league table.</summary>
/// <param name="Rank">From 1; those with the same lower end share it. Null where coverage is unknown or hidden: these come last.</param>
/// <param name="Area">The area.</param>
public sealed record LeaguePlace(int? Rank, AreaFigures Area);

/// <summary>Ranks areas by coverage.</summary>
public static class CoverageLeague
{
    /// <summary>
    /// Areas by the lower end of the 95 % interval of their effective coverage, highest first, then by code: so an area of three households, which may be covered wholly by
    /// chance, cannot come before a large one that is covered well.
    /// </summary>
    public static IReadOnlyList<LeaguePlace> Of(IEnumerable<AreaFigures> areas)
    {
        AreaFigures[] sorted = [.. areas.OrderByDescending(a => LowOf(a) ?? -1).ThenBy(a => a.Code, StringComparer.Ordinal)];
        List<LeaguePlace> places = new(sorted.Length);
        for (int i = 0; i < sorted.Length; i++)
        {
            double? low = LowOf(sorted[i]);
            places.Add(new LeaguePlace(low is null ? null : i > 0 && low == LowOf(sorted[i - 1]) ? places[i - 1].Rank : i + 1, sorted[i]));
        }

        return places;
    }

    private static double? LowOf(AreaFigures area) => area.Units?.EffectiveShare.Low;
}
