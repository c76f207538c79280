using System.Globalization;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Assignments;

/// <summary>Tries out what would change an assignment: another place, other loads, another day, another category.</summary>
internal sealed class WhatIf
{
    private const int DaysAhead = 366;
    private static readonly TimeOnly Noon = new(12, 0);

    private readonly PlacingSession session;
    private readonly Assigning assigning;
    private readonly FoundPlace found;
    private readonly ExplainQuestion question;
    private readonly DateTimeOffset at;
    private readonly FoundPlace? elsewhere;
    private readonly Roster roster;
    private readonly Dictionary<string, long> loads;

    private WhatIf(
        PlacingSession session, Assigning assigning, FoundPlace found, ExplainQuestion question, DateTimeOffset at, FoundPlace? elsewhere, Roster roster,
        Dictionary<string, long> loads, Assignment assignment)
    {
        (this.session, this.assigning, this.found, this.question, this.at) = (session, assigning, found, question, at);
        (this.elsewhere, this.roster, this.loads, Assignment) = (elsewhere, roster, loads, assignment);
    }

    /// <summary>The assignment as it would be.</summary>
    public Assignment Assignment { get; }

    public static async Task<WhatIf> OpenAsync(
        IDocumentStore store, PlacingSession session, Assigning assigning, FoundPlace found, ExplainQuestion question, DateTimeOffset at, CancellationToken cancellationToken)
    {
        Dictionary<string, long> loads = [];
        if (found.Settings is not { Jurisdiction: var code } || await session.FindAsync(code, cancellationToken) is not { } open)
        {
            Assignment nowhere = await assigning.AssignAsync(found, question.Category, at, Roster.Empty, cancellationToken);
            return new WhatIf(session, assigning, found, question, at, null, Roster.Empty, loads, nowhere);
        }

        FoundPlace? elsewhere = found.Surroundings()?.Change is { At: var there }
            ? found with { Place = open.At(there, null, found.Place.Basis).Place, Point = there }
            : null;
        string[] areas = [.. found.Place.Codes.Union(elsewhere?.Place.Codes ?? [])];
        Roster roster = await Roster.ReadAsync(session.DocumentsOf(open), code, areas, cancellationToken);
        Assignment assignment = await assigning.AssignAsync(found, question.Category, at, roster, cancellationToken, loads);
        return new WhatIf(session, assigning, found, question, at, elsewhere, roster, loads, assignment);
    }

    /// <summary>A few steps further it would lie elsewhere.</summary>
    public async Task<IEnumerable<WouldChange>> OfPlaceAsync(CancellationToken cancellationToken)
    {
        if (elsewhere is not { Point: { } there } || Assignment.Surroundings?.Change is not { } way
            || (found.Place.Basis == Basis.Point && !await IsSameJurisdictionAsync(way, cancellationToken)))
        {
            return [];
        }

        Reason words = AssignmentReasons.OfSurroundings(Assignment.Surroundings).Single();
        Assignment then = await assigning.AssignAsync(elsewhere, question.Category, at, roster, cancellationToken, loads);
        bool same = then.Assignee?.Key == Assignment.Assignee?.Key;
        return
        [
            new WouldChange(
                ChangeKind.Place,
                same ? words.En : $"{words.En} {En(then.Assignee)} would get it.",
                same ? words.Zh : $"{words.Zh}由{Zh(then.Assignee)}承办。",
                then.Assignee) { Point = there, Way = way },
        ];
    }

    /// <summary>With a few reports more or fewer somebody else would come first.</summary>
    public IEnumerable<WouldChange> OfLoads()
    {
        if (Assigner.ContendersOf(Assignment.Inputs) is not [var first, var next, ..] || first.SameBuilding != next.SameBuilding || first.Acquainted != next.Acquainted)
        {
            yield break;
        }

        // What evens them out; whether that or one more is needed depends on their codes.
        long more = Math.Max(1, Quotient((next.OpenLoad ?? 0) * first.Capacity, next.Capacity) - (first.OpenLoad ?? 0));
        for (long by = more; by <= more + 1; by++)
        {
            if (With(first, by).Assignee is { } other && other != first.Assignee)
            {
                yield return new WouldChange(
                    ChangeKind.Load,
                    $"With {Reports(by, "more")} {first.Assignee.Title} would no longer come first, and {other.Title} would get it.",
                    $"若{first.Assignee.Title}再多{by}件在办，则由{other.Title}承办。",
                    other);
                break;
            }
        }

        long fewer = Math.Max(1, (next.OpenLoad ?? 0) - ((first.OpenLoad ?? 0) * next.Capacity / first.Capacity));
        for (long by = fewer; by <= Math.Min(fewer + 1, next.OpenLoad ?? 0); by++)
        {
            if (With(next, -by).Assignee == next.Assignee)
            {
                yield return new WouldChange(
                    ChangeKind.Load, $"With {Reports(by, "fewer")} {next.Assignee.Title} would get it.", $"若{next.Assignee.Title}少{by}件在办，则由其承办。", next.Assignee);
                break;
            }
        }
    }

    /// <summary>The next day on which it would be somebody else.</summary>
    public async Task<IEnumerable<WouldChange>> OfDaysAsync(CancellationToken cancellationToken)
    {
        foreach (DateOnly day in roster.DaysOfChange(Assignment.Day, Assignment.Day.AddDays(DaysAhead)))
        {
            Assignment then = await assigning.AssignAsync(found, question.Category, found.Settings!.MomentOf(day, Noon), roster, cancellationToken, loads);
            if (then.Assignee?.Key != Assignment.Assignee?.Key)
            {
                var (en, zh) = Cause(then);
                string from = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
                return [new WouldChange(ChangeKind.Day, $"From {from} {En(then.Assignee)} would get it{en}.", $"自{from}起由{Zh(then.Assignee)}承办{zh}。", then.Assignee) { From = day }];
            }
        }

        return [];
    }

    /// <summary>Categories with which it would be somebody else.</summary>
    public async Task<IEnumerable<WouldChange>> OfCategoriesAsync(CancellationToken cancellationToken)
    {
        List<WouldChange> changes = [];
        foreach (Category category in found.Settings?.Categories.Where(c => c.Code != question.Category) ?? [])
        {
            Assignment then = await assigning.AssignAsync(found, category.Code, at, roster, cancellationToken, loads);
            if (then.Assignee?.Key != Assignment.Assignee?.Key)
            {
                changes.Add(new WouldChange(
                    ChangeKind.Category, $"With the category {category.NameEn ?? category.Code} {En(then.Assignee)} would get it.",
                    $"若类别为{category.Name}，则由{Zh(then.Assignee)}承办。", then.Assignee) { Category = category.Code });
            }
        }

        return changes;
    }

    private static string En(Assignee? assignee) => assignee?.Title ?? "the duty desk";

    private static string Zh(Assignee? assignee) => assignee?.Title ?? "值班台";

    private static string Reports(long count, string comparison) => count == 1 ? $"1 open report {comparison}" : $"{count} open reports {comparison}";

    private static long Quotient(long dividend, long divisor) => (dividend + divisor - 1) / divisor;

    /// <summary>Why who gets it now would not on another day; empty where somebody else would only come before them.</summary>
    private (string En, string Zh) Cause(Assignment then)
        => Assignment.Assignee is not { } now ? ("", "")
            : then.Candidates.FirstOrDefault(c => c.Assignee == now)?.Excluded switch
            {
                Exclusion.OnLeave => ($", because who holds {now.Title} is on leave", $"（{now.Title}休假）"),
                Exclusion.NotInForce => ($", because {now.Title} ends", $"（{now.Title}任期届满）"),
                _ => ("", ""),
            };

    private Assignment With(Candidate changed, long by) => Assigner.Choose(Assignment.Inputs with
    {
        Candidates = [.. Assignment.Candidates.Select(c => c.Assignee == changed.Assignee ? c with { OpenLoad = (c.OpenLoad ?? 0) + by } : c)],
    });

    /// <summary>A point may lie in another jurisdiction a few steps further, which areas of this one cannot tell.</summary>
    private async Task<bool> IsSameJurisdictionAsync(NearestChange way, CancellationToken cancellationToken)
        => way.Code is null
            || (await session.OfPointAsync(way.At, null, question.Where.Jurisdiction, cancellationToken)).Settings?.Jurisdiction == found.Settings?.Jurisdiction;
}
