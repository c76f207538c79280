using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Changes;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Cards.Printing;

/// <summary>
/// Sees to it that places have a card that works. A new card's id follows from its place and from how many it had, so that of two printings at once only one
/// can issue it, and one that is killed finds what it had issued.
/// </summary>
internal sealed class IssueCards(IDocumentStore store, Job job, TimeProvider clock)
{
    private const int AtOnce = 30;

    /// <summary>The working card of each place, by what it is for, and how many were issued.</summary>
    /// <exception cref="JobLostException">Somebody else issued cards for these places at the same time.</exception>
    public async Task<(IReadOnlyDictionary<string, ContactCard> Cards, long Issued)> RunAsync(IReadOnlyList<CardTarget> targets, CancellationToken cancellationToken)
    {
        Dictionary<string, ContactCard> working = new(StringComparer.Ordinal);
        long issued = 0;
        foreach (CardTarget[] some in targets.Chunk(AtOnce))
        {
            ILookup<string, Stored<ContactCard>> there = await ThereAsync(some, cancellationToken);
            var batch = new Batch(Container.Areas, job.Jurisdiction);
            foreach (CardTarget target in some)
            {
                Stored<ContactCard>? best = there[target.Key].Where(c => c.Value.Works).OrderByDescending(c => c.Value.IssuedAt ?? DateTimeOffset.MinValue).ThenBy(c => c.Value.Id, StringComparer.Ordinal).FirstOrDefault();
                ContactCard card;
                if (best is null)
                {
                    card = await NewAsync(target, there[target.Key].Select(c => c.Value.Id).ToHashSet(StringComparer.Ordinal), cancellationToken);
                    batch.Create(Kinds.ContactCard, card);
                    batch.Create(Kinds.Audit(Container.Areas), AuditEntry.Of(job.Jurisdiction, job.Origin.Fact(clock.GetUtcNow(), "create", $"contactCard/{card.Id}")));
                    issued++;
                }
                else
                {
                    card = best.Value with { AreaPath = target.Place.AreaPath };
                    if (card != best.Value)
                    {
                        batch.Replace(Kinds.ContactCard, card, best.ETag);
                    }
                }

                working[target.Key] = card;
            }

            if (batch.Operations.Count > 0)
            {
                await store.CommitOrLoseAsync(batch, cancellationToken);
            }
        }

        return (working, issued);
    }

    private async Task<ILookup<string, Stored<ContactCard>>> ThereAsync(CardTarget[] targets, CancellationToken cancellationToken)
    {
        string field = targets[0] switch { { Household: not null } => "household", { Building: not null } => "building", _ => "area" };
        Query<ContactCard> query = Kinds.ContactCard.In(job.Jurisdiction).Where(new Filter.OneOf(field, [.. targets.Select(t => t.Key)]));
        return (await store.AllAsync(query, cancellationToken).ToListAsync(cancellationToken)).ToLookup(c => c.Value.Household ?? c.Value.Building ?? c.Value.Area!, StringComparer.Ordinal);
    }

    private async Task<ContactCard> NewAsync(CardTarget target, HashSet<string> taken, CancellationToken cancellationToken)
    {
        for (int number = taken.Count; ; number++)
        {
            string id = IdOf(target.Key, number);
            if (taken.Contains(id) || await store.FindAsync(Kinds.Deletion(Container.Areas), job.Jurisdiction, Deletion.IdOf(id), cancellationToken) is not null)
            {
                continue;
            }

            ContactCard card = CardIssue.New(id, job.Jurisdiction, target.Household, target.Household is null ? target.Building : null, target.Area, clock.GetUtcNow()) with { AreaPath = target.Place.AreaPath };
            if (await CardIssue.AnnounceAsync(store, card, cancellationToken))
            {
                return card;
            }
        }
    }

    /// <summary>A UUID of version 8 (RFC 9562) made of a hash.</summary>
    private string IdOf(string key, int number)
    {
        Span<byte> hash = SHA256.HashData(Encoding.UTF8.GetBytes($"card\n{job.Jurisdiction}\n{key}\n{number}")).AsSpan(0, 16);
        BinaryPrimitives.WriteUInt16BigEndian(hash[6..], (ushort)((BinaryPrimitives.ReadUInt16BigEndian(hash[6..]) & 0x0FFF) | 0x8000));
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash, bigEndian: true).ToString();
    }
}
