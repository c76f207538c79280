using GridSteward.Domain;
using GridSteward.Domain.Creation;
using GridSteward.Domain.Storage;

namespace GridSteward.Demo.Making;

/// <summary>The documents of a town while it is made: those that are put there, and those that operations write into the store in memory.</summary>
internal sealed class TownDocuments(string jurisdiction, int seed)
{
    private readonly List<DemoDocument> documents = [];

    /// <summary>Where operations find them.</summary>
    public MemoryStore Store { get; } = new();

    /// <summary>All that the town has.</summary>
    public IReadOnlyList<DemoDocument> All => documents;

    /// <summary>Puts documents into the town that no operation asks for.</summary>
    public void Add<T>(DocumentKind<T> kind, IEnumerable<T> made)
        where T : Document
        => documents.AddRange(made.Select(d => DemoDocument.Of(kind, d)));

    public void AddRange(IEnumerable<DemoDocument> made) => documents.AddRange(made);

    /// <summary>Puts documents into the town and into the store, and keeps their codes.</summary>
    public async Task WriteAsync<T>(DocumentKind<T> kind, IReadOnlyList<T> made, Func<T, string>? code)
        where T : Document
    {
        Add(kind, made);
        foreach (T document in made)
        {
            CommitOutcome outcome = await Store.CommitAsync(new Batch(kind.Container, document.Partition).Create(kind, document), CancellationToken.None);
            Require(outcome.Committed);
        }

        if (code is not null)
        {
            Add(Kinds.UniqueCode(kind.Container), made.Select(d => UniqueCode.Of(kind.Name, jurisdiction, code(d), d.Id)));
        }
    }

    /// <summary>Takes over what operations wrote.</summary>
    public void Take<T>(DocumentKind<T> kind)
        where T : Document
        => Add(kind, Store.All(kind, jurisdiction));

    /// <summary>Takes over audit entries, under ids that are the same each time.</summary>
    public void TakeAudit(Container container)
    {
        Rolls rolls = new(seed, $"audit {container.Name}");
        Add(Kinds.Audit(container), Store.All(Kinds.Audit(container), jurisdiction)
            .OrderBy(a => a.Fact.At).ThenBy(a => a.Fact.Action, StringComparer.Ordinal).ThenBy(a => a.Fact.Subject, StringComparer.Ordinal)
            .Select(a => a with { Id = "audit." + rolls.Id() }));
    }

    public static void Require(bool holds)
    {
        if (!holds)
        {
            throw new InvalidOperationException("The store in memory refused what the town is made of.");
        }
    }
}
