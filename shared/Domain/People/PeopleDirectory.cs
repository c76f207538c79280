using GridSteward.Domain.Audit;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.People;

/// <summary>People by issuer and subject. Grants are read at every request, so that taking one away works at once.</summary>
public sealed class PeopleDirectory(IDocumentStore store, TimeProvider clock)
{
    /// <summary>The person of a key made by <see cref="Person.KeyOf"/>; null when there is none.</summary>
    public async Task<Person?> FindAsync(string key, CancellationToken cancellationToken)
        => (await store.FindAsync(Kinds.Person, key, Person.OnlyId, cancellationToken))?.Value;

    /// <summary>Makes a person; a conflict where there is one.</summary>
    public async Task<Outcome<Person>> AddAsync(string issuer, string subject, string name, IReadOnlyList<Grant> grants, CancellationToken cancellationToken)
    {
        string key = Person.KeyOf(issuer, subject);
        var person = new Person { Id = Person.OnlyId, Key = key, Issuer = issuer, Subject = subject, Name = name, Grants = [.. grants.Distinct()] };
        CommitOutcome outcome = await store.CommitAsync(new Batch(Container.Directory, key).Create(Kinds.Person, person).Create(Kinds.DirectoryAudit, SignIn(key, subject)), cancellationToken);
        return outcome.Committed ? person : new Outcome<Person>.Conflict("This invitation has been used; each works once.");
    }

    /// <summary>Gives grants to a person, who is made where there is none yet.</summary>
    public async Task<Outcome<Person>> AddGrantsAsync(string issuer, string subject, string name, IReadOnlyList<Grant> grants, CancellationToken cancellationToken)
    {
        string key = Person.KeyOf(issuer, subject);
        while (true)
        {
            var current = await store.FindAsync(Kinds.Person, key, Person.OnlyId, cancellationToken);
            Person person = current?.Value ?? new Person { Id = Person.OnlyId, Key = key, Issuer = issuer, Subject = subject, Name = name, Grants = [] };
            person = person with { Grants = [.. person.Grants.Union(grants)] };
            Batch batch = new Batch(Container.Directory, key).Create(Kinds.DirectoryAudit, SignIn(key, subject));
            _ = current is null ? batch.Create(Kinds.Person, person) : batch.Replace(Kinds.Person, person, current.ETag);
            if ((await store.CommitAsync(batch, cancellationToken)).Committed)
            {
                return person;
            }
        }
    }

    /// <summary>
    /// Erases a person's display name and takes their grants, where all of those are in one jurisdiction; false where some are not. A person who
    /// is not there is erased.
    /// </summary>
    /// <param name="key">A key made by <see cref="Person.KeyOf"/>.</param>
    /// <param name="jurisdiction">The jurisdiction.</param>
    /// <param name="fact">The audit fact of it, of a subject as <c>{type}/{id}</c>.</param>
    /// <param name="cancellationToken">Stops the work before it writes.</param>
    public async Task<bool> EraseAsync(string key, string jurisdiction, Func<string, AuditFact> fact, CancellationToken cancellationToken)
    {
        while (await store.FindAsync(Kinds.Person, key, Person.OnlyId, cancellationToken) is { } current)
        {
            if (current.Value.Grants.Any(g => g.Node.Jurisdiction != jurisdiction))
            {
                return false;
            }

            Batch batch = new Batch(Container.Directory, key)
                .Replace(Kinds.Person, current.Value with { Name = "", Grants = [], ErasedAt = clock.GetUtcNow() }, current.ETag)
                .Create(Kinds.DirectoryAudit, DirectoryAuditEntry.Of(key, fact($"person/{current.Value.Subject}")));
            if ((await store.CommitAsync(batch, cancellationToken)).Committed)
            {
                return true;
            }
        }

        return true;
    }

    private DirectoryAuditEntry SignIn(string key, string subject)
        => DirectoryAuditEntry.Of(key, new AuditFact(clock.GetUtcNow(), subject, "signInByInvitation", $"person/{subject}", null));
}
