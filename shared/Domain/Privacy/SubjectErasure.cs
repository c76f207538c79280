using GridSteward.Domain.Jobs;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Privacy;

/// <summary>Erases what is named as <c>{type}/{id}</c>: a household, a report, a visit, a steward or whom to ask for at a partner.</summary>
public sealed class SubjectErasure(IDocumentStore store, PersonalErasure erasure, StewardErasure stewards)
{
    /// <summary>Erases one record; what of it has to stay. It may have been erased before a kill, which the same writes do not mind. What is not there is erased.</summary>
    public async Task<IReadOnlyList<KeptRecord>> EraseAsync(string jurisdiction, string subject, Erasing erasing, JobOrigin origin, CancellationToken cancellationToken)
    {
        var (type, id) = Parts(subject);
        switch (type)
        {
            case "household" when await store.FindAsync(Kinds.Household, jurisdiction, id, cancellationToken) is { } household:
                await erasure.EraseAsync(household, erasing, cancellationToken);
                return [];
            case "report" when await store.FindAsync(Kinds.Report, jurisdiction, id, cancellationToken) is { } report:
                await erasure.EraseAsync(report, erasing, cancellationToken);
                return [];
            case "visit" when await store.FindAsync(Kinds.Visit, jurisdiction, id, cancellationToken) is { } visit:
                await erasure.EraseAsync(visit, erasing, cancellationToken);
                return [];
            case "steward" when await store.FindAsync(Kinds.Steward, jurisdiction, id, cancellationToken) is { } steward:
                return await stewards.EraseAsync(steward, erasing, origin, cancellationToken);
            case "partner" when await store.FindAsync(Kinds.Partner, jurisdiction, id, cancellationToken) is { } partner:
                await PersonalErasure.EraseAsync(partner, erasing);
                return [];
            default:
                return [];
        }
    }

    /// <summary>Whether something personal of it is there.</summary>
    public async Task<bool> IsThereAsync(string jurisdiction, string subject, CancellationToken cancellationToken)
    {
        var (type, id) = Parts(subject);
        return type switch
        {
            "household" => await store.FindAsync(Kinds.Household, jurisdiction, id, cancellationToken) is { Value.ErasedAt: null },
            "report" => await store.FindAsync(Kinds.Report, jurisdiction, id, cancellationToken) is { Value.ErasedAt: null },
            "visit" => await store.FindAsync(Kinds.VisitPersonalPart, jurisdiction, Visits.VisitPersonalPart.IdOf(id), cancellationToken) is not null,
            "steward" => await store.FindAsync(Kinds.Steward, jurisdiction, id, cancellationToken) is { Value.ErasedAt: null },
            "partner" => await store.FindAsync(Kinds.Partner, jurisdiction, id, cancellationToken) is { Value: not { ContactName: null, ContactPhone: null } },
            _ => false,
        };
    }

    private static (string Type, string Id) Parts(string subject) => subject.Split('/') is [var type, var id] ? (type, id) : ("", "");
}
