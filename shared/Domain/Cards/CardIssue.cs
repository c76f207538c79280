using System.Security.Cryptography;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Cards;

/// <summary>Makes contact cards and the entries that find them by their codes.</summary>
internal static class CardIssue
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>A card with a random code, 12 characters in three groups.</summary>
    public static ContactCard New(string id, string jurisdiction, string? household, string? building, string? area, DateTimeOffset now)
    {
        string raw = RandomNumberGenerator.GetString(Alphabet, 12);
        return new ContactCard
        {
            Id = id, Jurisdiction = jurisdiction, Code = $"{raw[..4]}-{raw[4..8]}-{raw[8..]}", Household = household, Building = building, Area = area, IssuedAt = now,
        };
    }

    /// <summary>Writes the entry that finds the card; before the card itself, since an entry that leads nowhere harms nothing and a card that cannot be found would.</summary>
    /// <returns>Whether the code was free.</returns>
    public static async Task<bool> AnnounceAsync(IDocumentStore store, ContactCard card, CancellationToken cancellationToken)
    {
        string key = ContactCardEntry.KeyOf(card.Code);
        var entry = new ContactCardEntry { Id = ContactCardEntry.OnlyId, Key = key, Jurisdiction = card.Jurisdiction, CardId = card.Id };
        return (await store.CommitAsync(new Batch(Container.Directory, key).Create(Kinds.ContactCardEntry, entry), cancellationToken)).Committed;
    }

    /// <summary>Deletes the entry that finds a code.</summary>
    public static async Task ForgetAsync(IDocumentStore store, string code, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(Kinds.ContactCardEntry, ContactCardEntry.KeyOf(code), ContactCardEntry.OnlyId, cancellationToken) is { } entry)
        {
            await store.CommitAsync(new Batch(Container.Directory, entry.Value.Key).Delete(Kinds.ContactCardEntry, entry.Value.Id, entry.ETag), cancellationToken);
        }
    }
}
