using System.Text.Json.Serialization;

namespace GridSteward.Domain.Coverage;

/// <summary>By which rate areas are compared.</summary>
[JsonConverter(typeof(WireEnumConverter<LeagueFigure>))]
public enum LeagueFigure
{
    /// <summary>Visited of enumerated.</summary>
    Effective,

    /// <summary>Found of enumerated.</summary>
    Found,

    /// <summary>Responsible of registered.</summary>
    Responsibility,

    /// <summary>Resolved in time of those due.</summary>
    ResolvedInTime,

    /// <summary>Satisfied of those who said.</summary>
    Satisfied,
}

/// <summary>Why an area has no rank.</summary>
[JsonConverter(typeof(WireEnumConverter<UnrankedReason>))]
public enum UnrankedReason
{
    /// <summary>Nobody has counted what there is.</summary>
    NotEnumerated,

    /// <summary>There is nothing of which there could be a rate.</summary>
    NothingToRate,

    /// <summary>The reader may not know it.</summary>
    Hidden,
}

/// <summary>One area in a league table.</summary>
/// <param name="Rank">Its rank, from 1; areas that tie share one, and the next rank counts them all. Null where there is no rate.</param>
/// <param name="Code">The area's code.</param>
/// <param name="Name">Its name.</param>
/// <param name="Parent">The code of the area it is part of; null at the top.</param>
/// <param name="Share">The count beside its denominator, with the rate and its 95 % interval; null where the reader may not know it.</param>
/// <param name="BuildingsUncounted">Buildings of it that nobody has counted, so that the denominator is too small; null for rates of reports, and where the reader may not know.</param>
/// <param name="Unranked">Why it has no rank; null where it has one.</param>
public sealed record LeagueRow(int? Rank, string Code, string Name, string? Parent, Share? Share, long? BuildingsUncounted, UnrankedReason? Unranked);

/// <summary>The areas of one level, best first, by the lower end of the 95 % interval of a rate: what is known of a few households says little, so they cannot top the table.</summary>
/// <param name="Level">The level.</param>
/// <param name="Figure">The rate.</param>
/// <param name="Rows">Every area of the level: ranked ones by rank then code, and after them those without a rate by code.</param>
public sealed record LeagueTable(string Level, LeagueFigure Figure, IReadOnlyList<LeagueRow> Rows)
{
    /// <summary>Lower ends that agree to so many decimals tie: below that they differ only by the rounding of the arithmetic.</summary>
    private const int Decimals = 12;

    /// <summary>Ranks areas.</summary>
    /// <param name="areas">Areas of any level.</param>
    /// <param name="level">The level of those that are compared.</param>
    /// <param name="figure">The rate.</param>
    public static LeagueTable Of(IEnumerable<AreaFigures> areas, string level, LeagueFigure figure)
    {
        LeagueRow[] rows = [.. areas.Where(a => a.Level == level).Select(a => RowOf(a, figure))];
        LeagueRow[] rated = [.. rows.Where(r => r.Unranked is null).OrderByDescending(LowOf).ThenBy(r => r.Code, StringComparer.Ordinal)];
        List<LeagueRow> ranked = [];
        foreach (LeagueRow row in rated)
        {
            int rank = ranked is [.., var before] && LowOf(before) == LowOf(row) ? before.Rank!.Value : ranked.Count + 1;
            ranked.Add(row with { Rank = rank });
        }

        return new LeagueTable(level, figure, [.. ranked, .. rows.Where(r => r.Unranked is not null).OrderBy(r => r.Code, StringComparer.Ordinal)]);
    }

    /// <summary>The rate of an area; null where the reader may not know it.</summary>
    public static Share? ShareOf(UnitFigures? units, LoopFigures loop, LeagueFigure figure) => figure switch
    {
        LeagueFigure.Effective => units?.EffectiveShare,
        LeagueFigure.Found => units?.FoundShare,
        LeagueFigure.Responsibility => units?.ResponsibilityShare,
        LeagueFigure.ResolvedInTime => loop.ResolvedShare,
        LeagueFigure.Satisfied => loop.SatisfiedShare,
        _ => throw new ArgumentOutOfRangeException(nameof(figure)),
    };

    private static LeagueRow RowOf(AreaFigures area, LeagueFigure figure)
    {
        Share? share = ShareOf(area.Units, area.Loop, figure);
        UnrankedReason? why = share switch
        {
            null => UnrankedReason.Hidden,
            { Of: null } => UnrankedReason.NotEnumerated,
            { Rate: null } => UnrankedReason.NothingToRate,
            _ => null,
        };
        long? uncounted = figure is LeagueFigure.Effective or LeagueFigure.Found ? area.Units?.BuildingsUncounted : null;
        return new LeagueRow(null, area.Code, area.Name, area.Parent, share, uncounted, why);
    }

    private static double LowOf(LeagueRow row) => Math.Round(row.Share!.Low!.Value, Decimals);
}
