using System.Runtime.CompilerServices;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Privacy;

/// <summary>An erasure on a person's request, in references only: it may be kept where no personal data may.</summary>
/// <param name="At">When.</param>
/// <param name="Jurisdiction">Where.</param>
/// <param name="Subject">What was erased, as <c>{type}/{id}</c>.</param>
public sealed record ErasureLine(DateTimeOffset At, string Jurisdiction, string Subject);

/// <summary>Reads from the audit what was erased on request, so that it can be erased again after a restore brought it back.</summary>
public sealed class ErasureList(IDocumentStore store, JurisdictionDirectory directory)
{
    /// <summary>The action of their audit entries.</summary>
    public const string Action = "erasePersonal";

    /// <summary>All erasures of all jurisdictions, in no order.</summary>
    /// <param name="since">Only those of this moment and later; null for all.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async IAsyncEnumerable<ErasureLine> ReadAsync(DateTimeOffset? since, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (string jurisdiction in (string[])[.. (await directory.AllAsync(cancellationToken)).Select(e => e.Code), Jurisdiction.Unassigned])
        {
            foreach (Container container in Container.OfJurisdictions)
            {
                Query<AuditEntry> entries = Kinds.Audit(container).In(jurisdiction)
                    .WhereIf(since is not null, () => new Filter.Range("fact.at", StoredTimeConverter.Text(since!.Value), null));
                await foreach (Stored<AuditEntry> entry in store.AllAsync(entries, cancellationToken))
                {
                    if (entry.Value.Fact.Action == Action)
                    {
                        yield return new ErasureLine(entry.Value.Fact.At, jurisdiction, entry.Value.Fact.Subject);
                    }
                }
            }
        }
    }
}
