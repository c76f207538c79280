using GridSteward.Domain.Audit;
using GridSteward.Domain.People;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Reports;

/// <summary>A report with what redactions have replaced in it.</summary>
public sealed record OriginalsInFull(Report Report, IReadOnlyList<ReportOriginal> Originals);

/// <summary>Reads what stood in a report before it was redacted. Every reading is audited before it is answered.</summary>
public sealed class ReadOriginals(IDocumentStore store, TimeProvider clock)
{
    /// <summary>The originals of a report, the report's own words first, then by event.</summary>
    public async Task<Outcome<OriginalsInFull>> RunAsync(string jurisdiction, string id, Acting acting, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(Kinds.Report, jurisdiction, id, cancellationToken) is not { Value: var report } || !acting.Caller.Can(Capability.ReadOriginals, report.Target))
        {
            return new Outcome<OriginalsInFull>.NotFound("There is no such report.");
        }

        AuditFact fact = acting.Fact(clock.GetUtcNow(), "readOriginals", $"report/{id}");
        await store.CommitAsync(new Batch(Container.Reports, jurisdiction).Create(Kinds.Audit(Container.Reports), AuditEntry.Of(jurisdiction, fact)), cancellationToken);
        var found = await store.AllAsync(Kinds.ReportOriginal.In(jurisdiction).Where(new Filter.Equal("report", id)), cancellationToken)
            .Select(o => o.Value).ToListAsync(cancellationToken);
        return new OriginalsInFull(report, [.. found.OrderBy(o => o.Sequence ?? 0)]);
    }
}
