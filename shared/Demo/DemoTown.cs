using GridSteward.Demo.Making;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Storage;

namespace GridSteward.Demo;

/// <summary>
/// A demonstration town, whole: a new community of 14 compounds and 10,388 residents, 40 % of whom moved there from the 7 villages around it.
/// Everything in it is made up. The same seed gives the same documents on every day; only their times follow the day they are made on.
/// </summary>
public sealed class DemoTown
{
    /// <summary>The code of the jurisdiction that it becomes.</summary>
    public const string Code = "demo";

    /// <summary>The seed of the town that the program fills in.</summary>
    public const int Seed = 1;

    internal DemoTown(JurisdictionEntry entry, IReadOnlyList<DemoBlob> blobs, IReadOnlyList<DemoDocument> documents)
        => (Entry, Blobs, Documents) = (entry, blobs, documents);

    /// <summary>Its entry in the list of jurisdictions: the write that makes it visible.</summary>
    public JurisdictionEntry Entry { get; }

    /// <summary>Its blobs.</summary>
    public IReadOnlyList<DemoBlob> Blobs { get; }

    /// <summary>All its other documents, the settings last.</summary>
    public IReadOnlyList<DemoDocument> Documents { get; }

    /// <summary>Makes the town.</summary>
    /// <param name="seed">Which town.</param>
    /// <param name="now">The moment; of it only the town's local day counts.</param>
    public static Task<DemoTown> GenerateAsync(int seed, DateTimeOffset now) => new TownMaker(seed, now).MakeAsync();

    /// <summary>Its documents of one kind.</summary>
    public IEnumerable<T> Of<T>(DocumentKind<T> kind)
        where T : Document
        => Documents.Where(d => d.Kind == kind).Cast<DemoDocument.Typed<T>>().Select(d => d.Document);
}
