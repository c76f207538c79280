using GridSteward.Domain.Audit;
using GridSteward.Domain.Deadlines;
using GridSteward.Domain.Duplicates;
using GridSteward.Domain.People;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Reports;

/// <summary>Which reports are wanted.</summary>
public sealed record ReportFilter(string? Area, ReportState? State, string? Assignee)
{
    /// <summary>The id of the report under which they are followed.</summary>
    public string? DuplicateOf { get; init; }

    /// <summary>Only private cases; else all but those.</summary>
    public bool Private { get; init; }

    /// <summary>Only those whose client's time has this flag; null for all.</summary>
    public CapturedFlag? Captured { get; init; }

    /// <summary>Whether they kept their deadlines, up to the moment of asking; null for all.</summary>
    public Timeliness? Timeliness { get; init; }
}

/// <summary>A report with its personal part; reading one leaves an audit entry.</summary>
public sealed record ReportInFull(Stored<Report> Report, ReportPersonalPart? Personal);

/// <summary>An event with the words beside it.</summary>
public sealed record EventInFull(ReportEvent Event, string? Note);

/// <summary>The events of a report, oldest first.</summary>
public sealed record EventsInFull(Report Report, IReadOnlyList<EventInFull> Events);

/// <summary>A report as its reporter sees it.</summary>
/// <param name="Report">The report as it goes on now.</param>
/// <param name="FormerNumbers">The numbers that it had before it was transferred, first the oldest.</param>
/// <param name="Events">What happened to it under all of them, oldest first; with the reasons, without other words.</param>
public sealed record TrackedReport(Report Report, IReadOnlyList<string> FormerNumbers, IReadOnlyList<EventInFull> Events)
{
    /// <summary>How the report goes on that it is followed under; null where it goes on by itself.</summary>
    public LeaderProgress? Following { get; init; }
}

/// <summary>Reads reports, as far as the caller's grants reach.</summary>
public sealed class ReadReports(IDocumentStore store, ReporterLinks links, ReadFollowing following, TimeProvider clock)
{
    /// <summary>A page of the reports in scope, newest first, without personal parts. That private cases were listed is audited, also where there are none.</summary>
    public async Task<Outcome<Page<Report>>> ListAsync(string jurisdiction, ReportFilter filter, PageRequest page, Acting acting, CancellationToken cancellationToken)
    {
        Caller caller = acting.Caller;
        if (caller.ScopeOf(Capability.ReadReports, jurisdiction).IsEmpty)
        {
            return new Outcome<Page<Report>>.Forbidden("Listing reports needs ReadReports in the jurisdiction.");
        }

        Scope scope = filter.Private ? caller.PrivateScopeOf(Capability.ReadReports, jurisdiction) : caller.ScopeOf(Capability.ReadReports, jurisdiction);
        if (filter.Private)
        {
            await AuditAsync(jurisdiction, "listPrivate", "report/list", acting, cancellationToken);
        }

        Query<Report> query = Kinds.Report.In(jurisdiction)
            .Where(filter.Private ? new Filter.Equal("private", true) : new Filter.NotTrue("private"))
            .WhereIf(!scope.Whole, () => new Filter.HasAny("nodes", scope.Keys))
            .WhereIf(filter.Captured is not null, () => new Filter.HasAny("capturedFlags", [Wire.Name(filter.Captured!.Value)]))
            .WhereIf(filter.Area is not null, () => new Filter.HasAny("areas", [filter.Area!]))
            .WhereIf(filter.State is not null, () => new Filter.Equal("state", Wire.Name(filter.State!.Value)))
            .WhereIf(filter.Assignee is not null, () => new Filter.Equal("assignee", filter.Assignee!))
            .WhereIf(filter.DuplicateOf is not null, () => new Filter.Equal("duplicateOf", filter.DuplicateOf!))
            .WhereIf(filter.Timeliness is not null, () => TimelinessFilter(filter.Timeliness!.Value, StoredTimeConverter.Text(clock.GetUtcNow())))
            .OrderedBy(Kinds.NewestFirst);
        Page<Report> found = await store.ListAsync(query, page, cancellationToken);

        // A post can have a case outside the areas that its holder was granted.
        return found with { Items = [.. found.Items.Where(i => caller.Can(Capability.ReadReports, i.Value.Target))] };
    }

    private static Filter.Range TimelinessFilter(Timeliness wanted, string now) => wanted switch
    {
        Timeliness.OnTime => new Filter.Range("lateFrom", now, null),
        Timeliness.Late => new Filter.Range("lateFrom", null, now),
        _ => new Filter.Range("lateThreeTimesFrom", null, now),
    };

    /// <summary>One report in scope, with its personal part.</summary>
    public async Task<Outcome<ReportInFull>> FindAsync(string jurisdiction, string id, Acting acting, CancellationToken cancellationToken)
    {
        if (await FindInScopeAsync(jurisdiction, id, acting.Caller, cancellationToken) is not { } report)
        {
            return new Outcome<ReportInFull>.NotFound("There is no such report.");
        }

        var personal = await store.FindAsync(Kinds.ReportPersonalPart, jurisdiction, ReportPersonalPart.IdOf(id), cancellationToken);
        if (personal is not null || report.Value.Photos.Count > 0)
        {
            await AuditReadAsync(jurisdiction, id, acting, cancellationToken);
        }

        return new ReportInFull(report, personal?.Value);
    }

    /// <summary>The events of a report in scope, oldest first, with the words beside them.</summary>
    public async Task<Outcome<EventsInFull>> EventsAsync(string jurisdiction, string id, Acting acting, CancellationToken cancellationToken)
    {
        if (await FindInScopeAsync(jurisdiction, id, acting.Caller, cancellationToken) is not { Value: var report })
        {
            return new Outcome<EventsInFull>.NotFound("There is no such report.");
        }

        IReadOnlyList<ReportEvent> events = await EventsOfAsync(jurisdiction, id, cancellationToken);
        IReadOnlyList<EventInFull> full = await WithNotesAsync(report, events, e => e.HasNote, cancellationToken);
        if (full.Any(e => e.Note is not null))
        {
            await AuditReadAsync(jurisdiction, id, acting, cancellationToken);
        }

        return new EventsInFull(report, full);
    }

    /// <summary>What a tracking link leads to; not found whenever it does not fit.</summary>
    public async Task<Outcome<TrackedReport>> TrackAsync(string text, CancellationToken cancellationToken)
    {
        if (await links.FindAsync(text, cancellationToken) is not { } linked)
        {
            return new Outcome<TrackedReport>.NotFound(ReporterLinks.NoReport);
        }

        List<EventInFull> events = [];
        foreach (Report report in linked.Former.Append(linked.Current.Value))
        {
            IReadOnlyList<ReportEvent> happened = await EventsOfAsync(report.Jurisdiction, report.Id, cancellationToken);
            events.AddRange(await WithNotesAsync(report, happened, e => e.HasNote && e.GivesReason, cancellationToken));
        }

        Report current = linked.Current.Value;
        return new TrackedReport(current, [.. linked.Former.Select(r => r.Number)], events)
        {
            Following = await following.FindAsync(current, events.Select(e => e.Event), cancellationToken),
        };
    }

    /// <summary>Events with the words beside those that are asked for.</summary>
    private async Task<IReadOnlyList<EventInFull>> WithNotesAsync(
        Report report, IReadOnlyList<ReportEvent> events, Func<ReportEvent, bool> wanted, CancellationToken cancellationToken)
    {
        string[] noted = [.. events.Where(wanted).Select(e => ReportPersonalPart.IdOf(e.Id))];
        Dictionary<string, string?> notes = noted.Length == 0
            ? []
            : (await store.FindManyAsync(Kinds.ReportPersonalPart, report.Jurisdiction, noted, cancellationToken)).ToDictionary(n => n.Value.Id, n => n.Value.Words);
        return [.. events.Select(e => new EventInFull(e, notes.GetValueOrDefault(ReportPersonalPart.IdOf(e.Id))))];
    }

    private async Task<Stored<Report>?> FindInScopeAsync(string jurisdiction, string id, Caller caller, CancellationToken cancellationToken)
        => await store.FindAsync(Kinds.Report, jurisdiction, id, cancellationToken) is { } report && caller.Can(Capability.ReadReports, report.Value.Target) ? report : null;

    private async Task<IReadOnlyList<ReportEvent>> EventsOfAsync(string jurisdiction, string id, CancellationToken cancellationToken)
        => await store.AllAsync(Kinds.ReportEvent.In(jurisdiction).Where(new Filter.Equal("report", id)), cancellationToken)
            .Select(item => item.Value).ToListAsync(cancellationToken);

    private Task<CommitOutcome> AuditReadAsync(string jurisdiction, string id, Acting acting, CancellationToken cancellationToken)
        => AuditAsync(jurisdiction, "readPersonal", $"report/{id}", acting, cancellationToken);

    private Task<CommitOutcome> AuditAsync(string jurisdiction, string action, string subject, Acting acting, CancellationToken cancellationToken)
        => store.CommitAsync(
            new Batch(Container.Reports, jurisdiction).Create(Kinds.Audit(Container.Reports), AuditEntry.Of(jurisdiction, acting.Fact(clock.GetUtcNow(), action, subject))),
            cancellationToken);
}
