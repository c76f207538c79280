using GridSteward.Domain.Coverage;

namespace GridSteward.Domain.Tests.Coverage;

using Changes = GridSteward.Domain.Coverage.Changes;

/// <summary>Coverage reports that are made up, consistent as real ones are: wholes are the sums of their parts and of what lies in none.</summary>
internal static class SomeReports
{
    public static readonly DateOnly Day = new(2026, 3, 1);

    public static UnitFigures Units(long registered, long? enumerated = null, long found = 0, long visited = 0, long visitedFound = 0, long handled = 0, long responsible = 0)
        => new(registered, enumerated, 0, found, 0, visited, visitedFound, handled, responsible, 0, registered - found, 0);

    public static LoopFigures Answered(long received, long resolveDue = 0, long resolvedInTime = 0, long answered = 0, long satisfied = 0)
        => LoopFigures.Nothing with { Received = received, ResolveDue = resolveDue, ResolvedInTime = resolvedInTime, Answered = answered, Satisfied = satisfied };

    public static AreaFigures Area(string code, UnitFigures? units, LoopFigures? loop = null, string? parent = null, string level = "grid")
        => new(code, "Area " + code, level, parent, CoverageBand.Poor, units, loop ?? LoopFigures.Nothing, null, new MopUp(3, 2, 1), Changes.None);

    public static CoverageReport Report(AreaFigures total, params IReadOnlyList<AreaFigures> areas)
        => new("town", "Town", Day, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, 1, CoverageRules.Default, false, total with { Code = "town", Level = "jurisdiction" }, areas,
            [new GroupFigures(CoverageGroup.Kind, "household", null, total.Units, null)]);

    /// <summary>Up to three levels of areas with few and mostly small counts.</summary>
    public static CoverageReport Any(Random random, int scale = 12)
    {
        List<AreaFigures> areas = [];
        UnitFigures Add(string code, string? parent, int depth)
        {
            int parts = depth == 3 ? 0 : random.Next(4);
            UnitFigures units = parts == 0 || random.Next(2) == 0 ? AnyUnits(random, random.Next(3) == 0 ? 0 : scale) : Units(0);
            for (int i = 0; i < parts; i++)
            {
                units = Plus(units, Add($"{code}{i}", code, depth + 1));
            }

            areas.Add(Area(code, units, parent: parent, level: $"level{depth}"));
            return units;
        }

        UnitFigures total = AnyUnits(random, random.Next(2) * scale) is { } outside ? outside with { Unlocated = outside.Registered } : Units(0);
        for (int i = random.Next(1, 5); i > 0; i--)
        {
            total = Plus(total, Add($"{(char)('a' + i)}", null, 1));
        }

        return Report(Area("town", total), [.. areas.OrderBy(a => a.Level, StringComparer.Ordinal).ThenBy(a => a.Code, StringComparer.Ordinal)]);
    }

    public static UnitFigures AnyUnits(Random random, int scale)
    {
        long registered = random.Next(scale + 1);
        bool enumerated = random.Next(4) > 0;
        long found = enumerated ? random.NextInt64(registered + 1) : 0;
        long beyond = enumerated ? random.NextInt64(registered - found + 1) : 0;
        long visited = random.NextInt64(registered + 1);
        long handled = random.NextInt64(registered + 1);
        return new UnitFigures(
            registered, enumerated ? found + random.Next(scale + 1) : null, random.Next(3), found, beyond, visited, random.NextInt64(Math.Min(found, visited) + 1), handled, random.NextInt64(handled + 1),
            0, random.NextInt64(registered - found - beyond + 1), random.NextInt64(registered + 1));
    }

    public static UnitFigures Plus(UnitFigures a, UnitFigures b) => new(
        a.Registered + b.Registered, a.Enumerated is null && b.Enumerated is null ? null : (a.Enumerated ?? 0) + (b.Enumerated ?? 0), a.BuildingsUncounted + b.BuildingsUncounted,
        a.Found + b.Found, a.FoundBeyond + b.FoundBeyond, a.Visited + b.Visited, a.VisitedFound + b.VisitedFound, a.Handled + b.Handled, a.Responsible + b.Responsible,
        a.Unlocated + b.Unlocated, a.Unmatched + b.Unmatched, a.Orphaned + b.Orphaned);
}
