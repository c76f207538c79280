using GridSteward.Domain.Assignments;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;
using GridSteward.Geo;

namespace GridSteward.Domain.Duplicates;

/// <summary>An open report that may be about the same thing.</summary>
/// <param name="Report">The report.</param>
/// <param name="Likeness">How alike.</param>
public sealed record SimilarReport(Report Report, LikenessOf Likeness);

/// <summary>
/// Finds open reports that may be about the same thing as one that is being written or has just come in. Words are read to rank by, and shown to nobody. What is
/// answered follows from <see cref="OfferedPlace"/>, so that it does not tell more of where others are.
/// </summary>
public sealed class FindSimilar(IDocumentStore store, PlaceFinder places, TimeProvider clock)
{
    /// <summary>The most that are offered.</summary>
    public const int MaxOffered = 5;

    /// <summary>How many of the newest reports nearby are looked at, and of how many of them the nearest ones' words are read.</summary>
    private const int MaxNear = 200;
    private const int MaxRanked = 50;

    /// <summary>Those like a report that has not been sent yet, the most alike first; names every fault of its whereabouts and category.</summary>
    public async Task<Outcome<IReadOnlyList<SimilarReport>>> OfDraftAsync(string category, string? words, Whereabouts where, CancellationToken cancellationToken)
    {
        var located = await places.FindAsync(where, cancellationToken);
        if (located is not Outcome<FoundPlace>.Done { Value: var found })
        {
            return located.As<IReadOnlyList<SimilarReport>>();
        }

        if (found.Settings is not { } settings)
        {
            return new Outcome<IReadOnlyList<SimilarReport>>.Done([]);
        }

        if (settings.FindCategory(category) is null)
        {
            return new Outcome<IReadOnlyList<SimilarReport>>.Invalid([SubmitReport.UnknownCategory(category, settings)]);
        }

        return new Outcome<IReadOnlyList<SimilarReport>>.Done(
            OfferedPlace.OfAsker(found.Place.Basis, found.Point, where.Sent) is { } at
                ? await RankAsync(settings, new Sighting(category, at.Point, at.AccuracyMetres, clock.GetUtcNow(), WordSet.Of(words)), null, cancellationToken) : []);
    }

    /// <summary>Those like a report that has come in.</summary>
    public async Task<IReadOnlyList<SimilarReport>> OfReportAsync(Report report, string? words, CancellationToken cancellationToken)
        => await store.SettingsOfAsync(report.Jurisdiction, cancellationToken) is { } settings && AskerOf(report, words) is { } asker
            ? await RankAsync(settings, asker, report.Id, cancellationToken) : [];

    /// <summary>Whether a report would be among those that another is offered, if there were few.</summary>
    public async Task<bool> WouldOfferAsync(Report offered, Report asking, CancellationToken cancellationToken)
        => await store.SettingsOfAsync(asking.Jurisdiction, cancellationToken) is { } settings && AskerOf(asking, null) is { } asker
            && settings.FindCategory(asking.Category) is { Duplicates: var rules } && MayBeSame(settings, rules, asker, offered);

    private static Sighting? AskerOf(Report report, string? words) => OfferedPlace.OfAsker(report.Assignment.Place.Basis, report.Point, report.Sent) is { } at
        ? new Sighting(report.Category, at.Point, at.AccuracyMetres, report.ReceivedAt, WordSet.Of(words)) : null;

    private static bool MayBeSame(Jurisdiction settings, DuplicateRules rules, Sighting asker, Report other)
        => rules.RadiusMetres > 0
            && DuplicateRules.AreSiblings(settings, asker.Category, other.Category)
            && Math.Abs((asker.At - other.ReceivedAt).TotalHours) <= rules.WindowHours
            && OfferedPlace.Of(other) is { } at
            && LocalMetres.DistanceMetres(asker.Point, at.Point) <= Likeness.ReachMetres(rules.RadiusMetres, asker.AccuracyMetres, at.AccuracyMetres);

    private async Task<IReadOnlyList<SimilarReport>> RankAsync(Jurisdiction settings, Sighting asker, string? itself, CancellationToken cancellationToken)
    {
        if (settings.FindCategory(asker.Category) is not { Duplicates: { RadiusMetres: > 0 } rules })
        {
            return [];
        }

        // As wide as the worst accuracy of another could make it; a cell reaches 15 m from its middle.
        GeoBox box = GeoBox.At(asker.Point).ExpandedByMetres(Likeness.ReachMetres(rules.RadiusMetres, asker.AccuracyMetres, Likeness.MaxAccuracyMetres) + 15);
        Query<Report> near = OpenReports.In(settings.Jurisdiction)
            .Where(new Filter.InBox(box))
            .Where(new Filter.Range("receivedAt", StoredTimeConverter.Text(asker.At.AddHours(-rules.WindowHours)), null))
            .OrderedBy(Kinds.NewestFirst);
        List<Report> candidates = [.. (await store.ListAsync(near, new PageRequest(MaxNear), cancellationToken)).Items
            .Select(i => i.Value)
            .Where(r => r.Id != itself && Following.IsOffered(r) && MayBeSame(settings, rules, asker, r))
            .OrderBy(r => LocalMetres.DistanceMetres(asker.Point, OfferedPlace.Of(r)!.Value.Point)).ThenBy(r => r.Id, StringComparer.Ordinal)
            .Take(MaxRanked)];
        if (candidates.Count == 0)
        {
            return [];
        }

        Dictionary<string, string?> words = (await store.FindManyAsync(
            Kinds.ReportPersonalPart, settings.Jurisdiction, [.. candidates.Select(c => ReportPersonalPart.IdOf(c.Id))], cancellationToken)).ToDictionary(p => p.Value.Report, p => p.Value.Words);
        return [.. candidates
            .Select(c => new SimilarReport(c, Likeness.Of(asker, SightingOf(c, words.GetValueOrDefault(c.Id)), rules)))
            .OrderByDescending(s => s.Likeness.Score).ThenBy(s => s.Report.Id, StringComparer.Ordinal)
            .Take(MaxOffered)];
    }

    private static Sighting SightingOf(Report report, string? words)
    {
        var (point, accuracy) = OfferedPlace.Of(report)!.Value;
        return new Sighting(report.Category, point, accuracy, report.ReceivedAt, WordSet.Of(words));
    }
}
