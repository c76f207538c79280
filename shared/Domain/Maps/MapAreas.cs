using GridSteward.Domain.Areas;
using GridSteward.Domain.Coverage;
using GridSteward.Domain.History;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.People;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;
using GridSteward.Geo;

namespace GridSteward.Domain.Maps;

/// <summary>What a map can colour areas by.</summary>
public enum Measure
{
    /// <summary>Reports that wait for their assignee.</summary>
    OpenReports,

    /// <summary>Of those, the ones past their next deadline.</summary>
    OverdueReports,

    /// <summary>Located households; small counts hidden from those who may not see households.</summary>
    Households,
}

/// <summary>An area on a map.</summary>
/// <param name="Area">The area, with geometry.</param>
/// <param name="Measures">What was asked for; null where a count is hidden.</param>
public sealed record MapArea(Area Area, IReadOnlyList<KeyValuePair<Measure, long?>> Measures)
{
    /// <summary>How it is drawn at the zoom that was asked for; null for its exact geometry.</summary>
    public DrawnArea? Drawn { get; init; }
}

/// <summary>The areas of a map.</summary>
/// <param name="Areas">By jurisdiction, level and code.</param>
/// <param name="Version">What the areas are drawn from: the same for the same map, and another for another. Null where counts, which change all the time, are on it.</param>
public sealed record AreaMap(IReadOnlyList<MapArea> Areas, string? Version);

/// <summary>What a map wants.</summary>
/// <param name="Jurisdiction">One jurisdiction; null takes those that meet the box.</param>
/// <param name="Box">Only areas that meet it; null for all.</param>
/// <param name="Level">Only areas of this level; null for all.</param>
/// <param name="Measures">What to attach.</param>
/// <param name="Limit">More areas than this are refused.</param>
public sealed record MapRequest(string? Jurisdiction, GeoBox? Box, string? Level, IReadOnlyList<Measure> Measures, int Limit)
{
    /// <summary>Simplify for this zoom, 0 to <see cref="MapScale.MaxZoom"/>; null for exact geometries.</summary>
    public int? Zoom { get; init; }

    /// <summary>The moment of the past of which the areas are wanted; null for now.</summary>
    public AsOf? AsOf { get; init; }
}

/// <summary>Gives the areas of a map with their measures.</summary>
public sealed class MapAreas(IDocumentStore store, Hindsight hindsight, JurisdictionDirectory directory, AreaSnapshots snapshots, TimeProvider clock)
{
    /// <summary>The most jurisdictions that one box may meet.</summary>
    public const int MaxJurisdictions = 16;

    /// <summary>The areas.</summary>
    public async Task<Outcome<AreaMap>> RunAsync(MapRequest request, Caller caller, CancellationToken cancellationToken)
    {
        if (request.AsOf is { } past && (past.FaultAt(null, clock.GetUtcNow()) ?? (request.Measures.Count > 0 ? "Counts are of now; leave out measure." : null)) is { } fault)
        {
            return new Outcome<AreaMap>.Invalid([new("query.asOf", fault)]);
        }

        var chosen = await JurisdictionsAsync(request, cancellationToken);
        if (chosen is not Outcome<IReadOnlyList<JurisdictionEntry>>.Done { Value: var entries })
        {
            return chosen.As<AreaMap>();
        }

        if (request.Level is { } level && entries.Count > 0 && !entries.Any(e => e.Levels.Contains(level)))
        {
            return new Outcome<AreaMap>.Invalid([new("query.level", $"'{level}' is not one of the levels {string.Join(", ", entries.SelectMany(e => e.Levels).Distinct())}.")]);
        }

        List<MapArea> areas = [];
        List<string> from = [];
        foreach (JurisdictionEntry entry in entries)
        {
            AreaSnapshot snapshot = await SnapshotAsync(entry, request.AsOf, cancellationToken);
            from.Add(snapshot.Fingerprint);
            List<Area> shown = Shown(snapshot, request);
            if (areas.Count + shown.Count > request.Limit)
            {
                return new Outcome<AreaMap>.Invalid([new("query.bbox", $"More than {request.Limit} areas; ask for a smaller box or a higher level.")]);
            }

            List<(Measure Measure, Func<string, long?> Of)> measures = [];
            foreach (Measure measure in request.Measures)
            {
                measures.Add((measure, await CountsAsync(measure, snapshot, caller, cancellationToken)));
            }

            AreaDrawing? drawing = request.Zoom is { } zoom ? await snapshot.Drawings.GetAsync(zoom, cancellationToken) : null;
            areas.AddRange(shown.Select(a => new MapArea(a, [.. measures.Select(m => KeyValuePair.Create(m.Measure, m.Of(a.Code)))]) { Drawn = drawing?.Areas[a.Code] }));
        }

        string? version = request.Measures.Count > 0 ? null : FormattableString.Invariant($"{string.Join(',', from)} {request.Box} {request.Level} {request.Zoom}");
        return new Outcome<AreaMap>.Done(new AreaMap(areas, version));
    }

    private async Task<Outcome<IReadOnlyList<JurisdictionEntry>>> JurisdictionsAsync(MapRequest request, CancellationToken cancellationToken)
    {
        if (request.Jurisdiction is { } code)
        {
            return await directory.FindAsync(code, cancellationToken) is { } entry
                ? new Outcome<IReadOnlyList<JurisdictionEntry>>.Done([entry])
                : new Outcome<IReadOnlyList<JurisdictionEntry>>.NotFound($"There is no jurisdiction '{code}'.");
        }

        IReadOnlyList<JurisdictionEntry> entries = request.Box is { } box
            ? await directory.MeetingAsync(box, cancellationToken)
            : await directory.AllAsync(cancellationToken);
        return entries.Count <= MaxJurisdictions
            ? new Outcome<IReadOnlyList<JurisdictionEntry>>.Done(entries)
            : new Outcome<IReadOnlyList<JurisdictionEntry>>.Invalid([new("query.bbox", $"More than {MaxJurisdictions} jurisdictions; ask for a smaller box, or for one jurisdiction.")]);
    }

    private async Task<AreaSnapshot> SnapshotAsync(JurisdictionEntry entry, AsOf? asOf, CancellationToken cancellationToken)
    {
        if (asOf is not { } past || await store.SettingsOfAsync(entry.Code, cancellationToken) is not { } settings)
        {
            return await snapshots.GetAsync(entry.Code, entry.Levels, cancellationToken);
        }

        DateTimeOffset then = past.In(settings, clock.GetUtcNow());
        return await snapshots.GetAsync(entry.Code, (await hindsight.SettingsAsync(settings, then, cancellationToken)).Levels, then, cancellationToken);
    }

    private static List<Area> Shown(AreaSnapshot snapshot, MapRequest request)
        => [.. snapshot.Meeting(request.Box).Where(a => request.Level is null || a.Level == request.Level).OrderBy(snapshot.LevelOf).ThenBy(a => a.Code, StringComparer.Ordinal)];

    private async Task<Func<string, long?>> CountsAsync(Measure measure, AreaSnapshot snapshot, Caller caller, CancellationToken cancellationToken)
    {
        string jurisdiction = snapshot.Jurisdiction;
        var byPath = measure switch
        {
            Measure.OpenReports => await store.TallyAsync(OpenReports.In(jurisdiction), "areaPath", cancellationToken),
            Measure.OverdueReports => await store.TallyAsync(OpenReports.OverdueIn(jurisdiction, clock.GetUtcNow()), "areaPath", cancellationToken),
            _ => await store.TallyAsync(Kinds.Household.In(jurisdiction).Where(new Filter.NotTrue("merged")), "areaPath", cancellationToken),
        };
        Dictionary<string, long> counts = AreaCounts.Of(byPath);
        if (measure != Measure.Households)
        {
            return code => counts.GetValueOrDefault(code);
        }

        HashSet<string> hidden = CountSuppression.HiddenIn([.. snapshot.Areas.Select(a => new TreeCount(a.Code, a.Parent, counts.GetValueOrDefault(a.Code)))]);
        hidden.RemoveWhere(code => caller.Can(Capability.ReadHouseholds, new Target(jurisdiction, snapshot.LineageCodes(code))));
        return code => hidden.Contains(code) ? null : counts.GetValueOrDefault(code);
    }
}
