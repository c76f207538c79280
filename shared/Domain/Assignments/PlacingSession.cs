using GridSteward.Domain.Areas;
using GridSteward.Domain.History;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Storage;
using GridSteward.Geo;

namespace GridSteward.Domain.Assignments;

/// <summary>A jurisdiction with its areas.</summary>
/// <param name="Settings">Its settings.</param>
/// <param name="Snapshot">The areas: of the current generation, or of the one of then.</param>
/// <param name="Then">The moment of the past of which both are; null for now.</param>
public sealed record OpenJurisdiction(Jurisdiction Settings, AreaSnapshot Snapshot, DateTimeOffset? Then = null)
{
    /// <summary>The place of something known to be of this jurisdiction, wherever it lies.</summary>
    /// <param name="at">Where it is; null where that is not known.</param>
    /// <param name="accuracyMetres">Radius of the accuracy circle; null for none.</param>
    /// <param name="basis">What the place goes by.</param>
    public FoundPlace At(Wgs84Point? at, double? accuracyMetres, Basis basis)
    {
        Place place = at is { } point
            ? AreaPlacing.Of(Snapshot, point, accuracyMetres, Settings.ToleranceMetres, basis)
            : Place.Nowhere(basis, generation: Snapshot.Generation);
        return Found(place, at, accuracyMetres);
    }

    /// <summary>The place of something known to be in an area, without a point; null where there is no such area.</summary>
    public FoundPlace? OfArea(string code, Basis basis) => Snapshot.Find(code) is { } area ? Found(AreaPlacing.OfArea(Snapshot, area, basis), null, null) : null;

    /// <summary>What was found of a place of this jurisdiction.</summary>
    /// <param name="place">The place.</param>
    /// <param name="at">The point that decided; null for none.</param>
    /// <param name="accuracyMetres">Radius of its accuracy circle; null for none.</param>
    public FoundPlace Found(Place place, Wgs84Point? at, double? accuracyMetres) => new(place with { Jurisdiction = Settings.Jurisdiction }, Settings, Snapshot, at)
    {
        Then = Then,
        Placing = new Placing(Settings.ToleranceMetres, Snapshot.Levels, at is not null, at is null ? null : accuracyMetres),
    };
}

/// <summary>
/// Jurisdictions, areas and rosters as they are now, or as they stood, read at most once however many places are asked about. It lives for one request.
/// </summary>
/// <param name="store">The documents of now.</param>
/// <param name="hindsight">The documents of then.</param>
/// <param name="directory">The list of jurisdictions.</param>
/// <param name="snapshots">The areas.</param>
/// <param name="asOf">Which moment is asked about; null for now.</param>
public sealed class PlacingSession(IDocumentStore store, Hindsight hindsight, JurisdictionDirectory directory, AreaSnapshots snapshots, AsOf? asOf)
{
    private readonly Dictionary<string, OpenJurisdiction?> open = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IDocumentStore> documents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Roster> rosters = new(StringComparer.Ordinal);
    private IReadOnlyList<JurisdictionEntry>? entries;

    /// <summary>A jurisdiction; null when there is none.</summary>
    public async Task<OpenJurisdiction?> FindAsync(string code, CancellationToken cancellationToken)
    {
        if (!open.TryGetValue(code, out OpenJurisdiction? found))
        {
            bool listed = (await EntriesAsync(cancellationToken)).Any(e => e.Code == code);
            var settings = listed ? await store.FindAsync(Kinds.Jurisdiction, code, Jurisdiction.OnlyId, cancellationToken) : null;
            open[code] = found = settings is null ? null : await OpenAsync(settings.Value, cancellationToken);
        }

        return found;
    }

    /// <summary>The documents by which something in the jurisdiction is placed.</summary>
    public IDocumentStore DocumentsOf(OpenJurisdiction jurisdiction) => documents.GetValueOrDefault(jurisdiction.Settings.Jurisdiction, store);

    /// <summary>Everyone who could handle something in the jurisdiction.</summary>
    public async Task<Roster> RosterAsync(string jurisdiction, CancellationToken cancellationToken)
    {
        if (!rosters.TryGetValue(jurisdiction, out Roster? roster))
        {
            rosters[jurisdiction] = roster = await Roster.ReadAsync(await DocumentsOfAsync(jurisdiction, cancellationToken), jurisdiction, null, cancellationToken);
        }

        return roster;
    }

    /// <summary>Those who could handle something in a place; read for it alone, so for places of which there are few.</summary>
    public async Task<Roster> RosterAsync(string jurisdiction, Place place, CancellationToken cancellationToken)
        => await Roster.ReadAsync(await DocumentsOfAsync(jurisdiction, cancellationToken), jurisdiction, place.Codes, cancellationToken);

    /// <summary>Finds the place of a point, in one jurisdiction or in whichever holds it.</summary>
    public async Task<FoundPlace> OfPointAsync(Wgs84Point point, double? accuracyMetres, string? jurisdiction, CancellationToken cancellationToken)
    {
        FoundPlace? best = null;
        foreach (string code in jurisdiction is null ? await AroundAsync(point, cancellationToken) : [jurisdiction])
        {
            if (await FindAsync(code, cancellationToken) is not { } here)
            {
                continue;
            }

            if (jurisdiction is not null)
            {
                return here.At(point, accuracyMetres, Basis.Point);
            }

            Place place = AreaPlacing.Of(here.Snapshot, point, accuracyMetres, here.Settings.ToleranceMetres, Basis.Point);
            if (place.Chain.Count > 0 && (best is null || IsBetter(place, best.Place)))
            {
                best = here.Found(place, point, accuracyMetres);
            }
        }

        return best ?? new FoundPlace(Place.Nowhere(Basis.Point), null, null, point);
    }

    /// <summary>
    /// Which of many points each jurisdiction may hold, by their numbers: those within its box, widened by its tolerance. In the order in which jurisdictions are
    /// asked.
    /// </summary>
    /// <param name="points">The points.</param>
    /// <param name="jurisdiction">The one jurisdiction to ask; null asks all.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task<IReadOnlyList<(string Jurisdiction, int[] Points)>> MayHoldAsync(ReadOnlyMemory<Wgs84Point> points, string? jurisdiction, CancellationToken cancellationToken)
        => jurisdiction is not null
            ? [(jurisdiction, [.. Enumerable.Range(0, points.Length)])]
            : [.. (await EntriesAsync(cancellationToken)).Where(e => e is { Outline: not null, Box: not null })
                .Select(e => (e.Code, Within(points.Span, e.Box!.Value.ExpandedByMetres(ToleranceOf(e) + 1))))
                .Where(e => e.Item2.Length > 0)];

    private static int[] Within(ReadOnlySpan<Wgs84Point> points, GeoBox box)
    {
        int[] within = new int[points.Length];
        int count = 0;
        for (int i = 0; i < points.Length; i++)
        {
            if (box.Contains(points[i]))
            {
                within[count++] = i;
            }
        }

        return count == within.Length ? within : within[..count];
    }

    /// <summary>Covered beats near; of two near the nearer; else the smaller code, which came first.</summary>
    private static bool IsBetter(Place place, Place best)
    {
        bool near = place.Flags.Contains(PlaceFlag.NearestWithinTolerance);
        bool bestNear = best.Flags.Contains(PlaceFlag.NearestWithinTolerance);
        return near == bestNear ? near && place.DistanceToEdgeMetres < best.DistanceToEdgeMetres : bestNear;
    }

    private async Task<OpenJurisdiction> OpenAsync(Jurisdiction settings, CancellationToken cancellationToken)
    {
        if (asOf is not { } past)
        {
            return new OpenJurisdiction(settings, await snapshots.GetAsync(settings.Jurisdiction, settings.Levels, cancellationToken));
        }

        DateTimeOffset then = past.In(settings, hindsight.Now);
        string code = settings.Jurisdiction;
        Jurisdiction before = await hindsight.SettingsAsync(settings, then, cancellationToken);
        AreaSnapshot snapshot = await snapshots.GetAsync(code, before.Levels, then, cancellationToken);
        bool isBeforeRecords = snapshot.Generation == 0;
        if (isBeforeRecords && past.FirstCounts)
        {
            snapshot = await snapshots.GetGenerationAsync(code, 1, before.Levels, cancellationToken) ?? snapshot;
        }

        documents[code] = past.FirstCounts ? hindsight.AsKnownAt(then, isBeforeRecords) : hindsight.At(then);
        return new OpenJurisdiction(before, snapshot, then);
    }

    /// <summary>The jurisdictions that may hold the point. An outline only ever grows.</summary>
    private async Task<IEnumerable<string>> AroundAsync(Wgs84Point point, CancellationToken cancellationToken)
        => (await EntriesAsync(cancellationToken))
            .Where(e => JurisdictionDirectory.Reaches(e, point, ToleranceOf(e)))
            .Select(e => e.Code);

    // The tolerance of the past may have been wider than it is.
    private double ToleranceOf(JurisdictionEntry entry) => asOf is null ? entry.ToleranceMetres : JurisdictionRules.MaxToleranceMetres;

    private async Task<IReadOnlyList<JurisdictionEntry>> EntriesAsync(CancellationToken cancellationToken) => entries ??= await directory.AllAsync(cancellationToken);

    private async Task<IDocumentStore> DocumentsOfAsync(string jurisdiction, CancellationToken cancellationToken)
        => await FindAsync(jurisdiction, cancellationToken) is { } found ? DocumentsOf(found) : store;
}
