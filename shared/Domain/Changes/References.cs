using GridSteward.Domain.Households;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Changes;

/// <summary>
/// Finds what names a document, by declared fields, so that nothing is deleted that something else needs. Reports are not among it: they keep
/// what they need of what they name. What is entered in the same moment as the deletion can still name it; whoever reads a reference finds nothing then.
/// </summary>
public sealed class References(IDocumentStore store)
{
    private const int MostNamed = 5;

    /// <summary>Who names what: a row for each field that holds a reference.</summary>
    private static readonly Referrer[] All =
    [
        new Referrer<Post>(Kinds.Steward, Kinds.Post, "steward", p => $"post {p.Code}"),
        new Referrer<Post>(Kinds.Building, Kinds.Post, "building", p => $"post {p.Code}"),
        new Referrer<Household>(Kinds.Building, Kinds.Household, "building", h => $"household {h.Code}"),
        new Referrer<ContactCard>(Kinds.Building, Kinds.ContactCard, "building", CardName),
        new Referrer<Household>(Kinds.Household, Kinds.Household, "mergedInto", h => $"household {h.Code}, which is part of it"),
        new Referrer<ContactCard>(Kinds.Household, Kinds.ContactCard, "household", CardName),
        new Referrer<Post>(Kinds.Area, Kinds.Post, "area", p => $"post {p.Code}"),
        new Referrer<Team>(Kinds.Area, Kinds.Team, "areas", t => $"team {t.Code}"),
        new Referrer<Partner>(Kinds.Area, Kinds.Partner, "areas", p => $"partner {p.Code}"),
        new Referrer<ContactCard>(Kinds.Area, Kinds.ContactCard, "area", CardName),
    ];

    /// <summary>What names a document, a few of each kind; empty when nothing does.</summary>
    /// <param name="kind">The document's kind.</param>
    /// <param name="jurisdiction">Where it is.</param>
    /// <param name="key">What it is named by: its id, an area's code.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<IReadOnlyList<string>> ToAsync(DocumentKind kind, string jurisdiction, string key, CancellationToken cancellationToken)
    {
        List<string> names = [];
        foreach (Referrer referrer in All.Where(r => r.To == kind))
        {
            names.AddRange(await referrer.FindAsync(store, jurisdiction, key, cancellationToken));
        }

        return names;
    }

    /// <summary>The refusal to delete what these name.</summary>
    public static Outcome<T> Refusal<T>(IReadOnlyList<string> names)
        => new Outcome<T>.Conflict($"It is still named by {string.Join(", ", names.Take(MostNamed))}{(names.Count > MostNamed ? " and more" : "")}.");

    // By its id: a card's code is for those who hold it, and opens a place to whoever reports with it.
    private static string CardName(ContactCard card) => $"contact card {card.Id}";

    private abstract record Referrer(DocumentKind To)
    {
        public abstract Task<IEnumerable<string>> FindAsync(IDocumentStore store, string jurisdiction, string key, CancellationToken cancellationToken);
    }

    private sealed record Referrer<T>(DocumentKind To, DocumentKind<T> Kind, string Field, Func<T, string> Name) : Referrer(To)
        where T : JurisdictionDocument
    {
        public override async Task<IEnumerable<string>> FindAsync(IDocumentStore store, string jurisdiction, string key, CancellationToken cancellationToken)
        {
            Filter names = Kind.UseOf(Field) == FieldUse.Elements ? new Filter.HasAny(Field, [key]) : new Filter.Equal(Field, key);
            Page<T> page = await store.ListAsync(Kind.In(jurisdiction).Where(names), new PageRequest(MostNamed + 1), cancellationToken);
            return page.Items.Select(i => Name(i.Value));
        }
    }
}
