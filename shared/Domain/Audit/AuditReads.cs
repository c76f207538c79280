using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Audit;

/// <summary>Writes that somebody read what is personal, before they have it.</summary>
public sealed class AuditReads(IDocumentStore store, TimeProvider clock)
{
    /// <summary>Writes one entry; of a page of a list, one for the page.</summary>
    /// <param name="container">Where what was read lies.</param>
    /// <param name="jurisdiction">Its partition there.</param>
    /// <param name="subject">What was read: <c>{type}/{id}</c>, or <c>{type}/list</c>.</param>
    /// <param name="acting">Who reads.</param>
    /// <param name="cancellationToken">Stops the work before it writes.</param>
    public Task WriteAsync(Container container, string jurisdiction, string subject, Acting acting, CancellationToken cancellationToken)
        => store.CommitAsync(
            new Batch(container, jurisdiction).Create(Kinds.Audit(container), AuditEntry.Of(jurisdiction, acting.Fact(clock.GetUtcNow(), "readPersonal", subject))),
            cancellationToken);
}
