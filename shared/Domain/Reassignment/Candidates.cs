using GridSteward.Domain.Households;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;
using GridSteward.Geo;

namespace GridSteward.Domain.Reassignment;

/// <summary>A question to the store, with what of its answers matters.</summary>
/// <param name="Query">By numbers or codes, in pages by id.</param>
/// <param name="Finds">Whether the question finds a document, so that of two questions that do only the first takes it.</param>
/// <param name="Concerns">Whether what it finds can lie elsewhere now; the rest is passed over.</param>
public sealed record Question<T>(Query<T> Query, Func<T, bool> Finds, Func<T, bool> Concerns)
    where T : Document;

/// <summary>
/// The questions that find whatever a difference of areas may concern, and little else: by the boxes of the changed region, and by codes where a
/// place goes by parents. What they do not find is never read.
/// </summary>
public static class Candidates
{
    /// <summary>The most boxes into which a region is divided.</summary>
    public const int MostBoxes = 16;

    /// <summary>Households.</summary>
    /// <param name="jurisdiction">Whose.</param>
    /// <param name="difference">What changed; null asks for everything.</param>
    /// <param name="toleranceMetres">How far outside every area the nearest one takes a point.</param>
    public static IReadOnlyList<Question<Household>> Households(string jurisdiction, AreaDifference? difference, double toleranceMetres)
        => Of(Kinds.Household.In(jurisdiction), difference, toleranceMetres, difference?.Reparented ?? [], h => h.Point, h => h.Areas);

    /// <summary>Open reports. Those by the card of an area name it, or nothing where it had ended: it may have come back.</summary>
    /// <param name="jurisdiction">Whose.</param>
    /// <param name="difference">What changed; null asks for everything.</param>
    /// <param name="toleranceMetres">How far outside every area the nearest one takes a point.</param>
    /// <param name="withCases">Whether private cases are asked for too: they are re-assigned as others are, but counted for nobody.</param>
    public static IReadOnlyList<Question<Report>> Reports(string jurisdiction, AreaDifference? difference, double toleranceMetres, bool withCases)
    {
        Query<Report> open = withCases ? OpenReports.WithCasesIn(jurisdiction) : OpenReports.In(jurisdiction);
        return
        [
            .. Of(open, difference, toleranceMetres, [.. difference?.Reparented ?? [], .. difference?.Ended ?? []], r => r.Point, r => r.Areas),
            .. difference is { Adds: true } ? new[] { new Question<Report>(open.Where(new Filter.Equal("areaPath", "")), r => r.Areas.Count == 0, _ => true) } : [],
        ];
    }

    /// <summary>Whether no question before this one finds the document too.</summary>
    public static bool IsFirst<T>(IReadOnlyList<Question<T>> questions, int step, T document)
        where T : Document
    {
        for (int i = 0; i < step; i++)
        {
            if (questions[i].Finds(document))
            {
                return false;
            }
        }

        return true;
    }

    private static IReadOnlyList<Question<T>> Of<T>(
        Query<T> all, AreaDifference? difference, double toleranceMetres, IReadOnlyList<string> codes, Func<T, Wgs84Point?> point, Func<T, IReadOnlyList<string>> areas)
        where T : Document
    {
        if (difference is null)
        {
            return [new(all, _ => true, _ => true)];
        }

        return
        [
            .. difference.Region.Boxes(MostBoxes, toleranceMetres).Select(box => new Question<T>(
                all.Where(new Filter.InBox(box)),
                d => point(d) is { } p && box.Contains(p),
                d => point(d) is { } p && difference.Region.Holds(p, toleranceMetres))),
            .. codes.Chunk(100).Select(some => new Question<T>(all.Where(new Filter.HasAny("areas", some)), d => areas(d).Any(some.Contains), _ => true)),
        ];
    }
}
