using System.Text.Json;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Audit;

/// <summary>Which audit entries are wanted.</summary>
/// <param name="Container">Those beside the documents of one container; null for all.</param>
/// <param name="Subject">Those of one thing, as <c>{type}/{id}</c>.</param>
/// <param name="Actor">Those of one subject.</param>
/// <param name="From">Those of this moment and later.</param>
/// <param name="Before">Those before this moment.</param>
public sealed record AuditFilter(Container? Container, string? Subject, string? Actor, DateTimeOffset? From, DateTimeOffset? Before);

/// <summary>An audit entry with where it lies.</summary>
public sealed record FoundEntry(Container Container, string Id, AuditFact Fact);

/// <summary>A page of audit entries.</summary>
public sealed record AuditPage(IReadOnlyList<FoundEntry> Entries, PageToken? Next);

/// <summary>
/// Reads a jurisdiction's audit, newest first. Entries lie beside what they speak of, in every container; the order and the page's token are the
/// same everywhere, so the pages of the containers are merged. Reading the audit is audited: it tells what staff do all day.
/// </summary>
public sealed class ReadAudit(IDocumentStore store, TimeProvider clock)
{
    /// <summary>A page of the entries.</summary>
    public async Task<AuditPage> ListAsync(string jurisdiction, AuditFilter filter, PageRequest page, Acting acting, CancellationToken cancellationToken)
    {
        List<FoundEntry> merged = [];
        bool more = false;
        foreach (Container container in Container.OfJurisdictions.Where(c => filter.Container is null || c == filter.Container))
        {
            Query<AuditEntry> query = Kinds.Audit(container).In(jurisdiction)
                .WhereIf(filter.Subject is not null, () => new Filter.Equal("fact.subject", filter.Subject!))
                .WhereIf(filter.Actor is not null, () => new Filter.Equal("fact.actor", filter.Actor!))
                .WhereIf(filter.From is not null || filter.Before is not null, () => new Filter.Range("fact.at", Text(filter.From), Text(filter.Before)))
                .OrderedBy(Kinds.LatestFactFirst);
            Page<AuditEntry> found = await store.ListAsync(query, page, cancellationToken);
            merged.AddRange(found.Items.Select(i => new FoundEntry(container, i.Value.Id, i.Value.Fact)));
            more |= found.Next is not null;
        }

        List<FoundEntry> entries = [.. merged.OrderByDescending(e => e.Fact.At).ThenByDescending(e => e.Id, StringComparer.Ordinal).Take(page.Limit)];
        Container beside = filter.Container ?? Container.Outcomes;
        AuditFact fact = acting.Fact(clock.GetUtcNow(), "readAudit", $"audit/{filter.Container?.Name ?? "all"}");
        await store.CommitAsync(new Batch(beside, jurisdiction).Create(Kinds.Audit(beside), AuditEntry.Of(jurisdiction, fact)), cancellationToken);
        return new AuditPage(entries, more || merged.Count > entries.Count ? TokenOf(entries[^1]) : null);
    }

    private static PageToken TokenOf(FoundEntry entry)
        => new(JsonSerializer.Serialize(StoredTimeConverter.Text(entry.Fact.At), DomainJson.Default.String), entry.Id);

    private static string? Text(DateTimeOffset? at) => at is { } time ? StoredTimeConverter.Text(time) : null;
}
