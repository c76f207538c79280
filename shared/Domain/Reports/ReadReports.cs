using System.Security.Cryptography;
using System.Text;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.People;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Reports;

/// <summary>Which reports are wanted.</summary>
public sealed record ReportFilter(string? Area, ReportState? State, string? Assignee);

/// <summary>A report with its personal part; reading one leaves an audit entry.</summary>
public sealed record ReportInFull(Stored<Report> Report, ReportPersonalPart? Personal);

/// <summary>An event with the words beside it.</summary>
public sealed record EventInFull(ReportEvent Event, string? Note);

/// <summary>The events of a report, oldest first.</summary>
public sealed record EventsInFull(Report Report, IReadOnlyList<EventInFull> Events);

/// <summary>A report as its reporter sees it.</summary>
public sealed record TrackedReport(Report Report, IReadOnlyList<ReportEvent> Events);

/// <summary>Reads reports, as far as the caller's grants reach.</summary>
public sealed class ReadReports(IDocumentStore store, TimeProvider clock)
{
    /// <summary>A page of the reports in scope, newest first, without personal parts.</summary>
    public async Task<Outcome<Page<Report>>> ListAsync(string jurisdiction, ReportFilter filter, PageRequest page, Caller caller, CancellationToken cancellationToken)
    {
        Scope scope = caller.ScopeOf(Capability.ReadReports, jurisdiction);
        if (scope.IsEmpty)
        {
            return new Outcome<Page<Report>>.Forbidden("Listing reports needs ReadReports in the jurisdiction.");
        }

        Query<Report> query = Kinds.Report.In(jurisdiction)
            .WhereIf(!scope.Whole, () => new Filter.HasAny("nodes", scope.Keys))
            .WhereIf(filter.Area is not null, () => new Filter.HasAny("areas", [filter.Area!]))
            .WhereIf(filter.State is not null, () => new Filter.Equal("state", Wire.Name(filter.State!.Value)))
            .WhereIf(filter.Assignee is not null, () => new Filter.Equal("assignee", filter.Assignee!))
            .OrderedBy(Kinds.NewestFirst);
        return await store.ListAsync(query, page, cancellationToken);
    }

    /// <summary>One report in scope, with its personal part.</summary>
    public async Task<Outcome<ReportInFull>> FindAsync(string jurisdiction, string id, Acting acting, CancellationToken cancellationToken)
    {
        if (await FindInScopeAsync(jurisdiction, id, acting.Caller, cancellationToken) is not { } report)
        {
            return new Outcome<ReportInFull>.NotFound("There is no such report.");
        }

        var personal = await store.FindAsync(Kinds.ReportPersonalPart, jurisdiction, ReportPersonalPart.IdOf(id), cancellationToken);
        if (personal is not null)
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
        string[] noted = [.. events.Where(e => e.HasNote).Select(e => ReportPersonalPart.IdOf(e.Id))];
        Dictionary<string, string?> notes = noted.Length == 0
            ? []
            : (await store.FindManyAsync(Kinds.ReportPersonalPart, jurisdiction, noted, cancellationToken)).ToDictionary(n => n.Value.Id, n => n.Value.Words);
        if (notes.Count > 0)
        {
            await AuditReadAsync(jurisdiction, id, acting, cancellationToken);
        }

        return new EventsInFull(report, [.. events.Select(e => new EventInFull(e, notes.GetValueOrDefault(ReportPersonalPart.IdOf(e.Id))))]);
    }

    /// <summary>The report of a tracking token; not found whenever the token does not fit.</summary>
    public async Task<Outcome<TrackedReport>> TrackAsync(string text, CancellationToken cancellationToken)
    {
        if (!TrackingToken.TryParse(text, out TrackingToken? token)
            || await store.FindAsync(Kinds.Report, token!.Jurisdiction, token.Id.ToString(), cancellationToken) is not { Value: var report }
            || !CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(report.TrackingHash), Encoding.ASCII.GetBytes(token.Hash()))
            || await IsArrivingAsync(token.Jurisdiction, cancellationToken))
        {
            return new Outcome<TrackedReport>.NotFound("This link leads to no report.");
        }

        return new TrackedReport(report, await EventsOfAsync(report.Jurisdiction, report.Id, cancellationToken));
    }

    /// <summary>Whether the jurisdiction is being brought from another deployment and is not there yet.</summary>
    private async Task<bool> IsArrivingAsync(string jurisdiction, CancellationToken cancellationToken)
        => await store.FindAsync(Kinds.JurisdictionEntry, JurisdictionEntry.ListKey, jurisdiction, cancellationToken) is { Value.Arriving: not null };

    private async Task<Stored<Report>?> FindInScopeAsync(string jurisdiction, string id, Caller caller, CancellationToken cancellationToken)
        => await store.FindAsync(Kinds.Report, jurisdiction, id, cancellationToken) is { } report && caller.Can(Capability.ReadReports, report.Value.Target) ? report : null;

    private async Task<IReadOnlyList<ReportEvent>> EventsOfAsync(string jurisdiction, string id, CancellationToken cancellationToken)
        => await store.AllAsync(Kinds.ReportEvent.In(jurisdiction).Where(new Filter.Equal("report", id)), cancellationToken)
            .Select(item => item.Value).ToListAsync(cancellationToken);

    private async Task AuditReadAsync(string jurisdiction, string id, Acting acting, CancellationToken cancellationToken)
    {
        AuditFact fact = acting.Fact(clock.GetUtcNow(), "readPersonal", $"report/{id}");
        await store.CommitAsync(new Batch(Container.Reports, jurisdiction).Create(Kinds.Audit(Container.Reports), AuditEntry.Of(jurisdiction, fact)), cancellationToken);
    }
}
