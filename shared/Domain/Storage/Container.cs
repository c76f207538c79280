namespace GridSteward.Domain.Storage;

/// <summary>
/// The containers, their partition keys, and what expires. infra/ creates exactly these (a test compares), and no request code creates any.
/// </summary>
/// <param name="Name">The container's name on both engines.</param>
/// <param name="PartitionKeyPath">The partition key as Cosmos DB writes it, e.g. <c>/jurisdiction</c>.</param>
/// <param name="Expires">Whether documents may carry a time to live.</param>
public sealed record Container(string Name, string PartitionKeyPath, bool Expires = false)
{
    /// <summary>What must be found without knowing its jurisdiction.</summary>
    public static readonly Container Directory = new("directory", "/key", Expires: true);

    /// <summary>Settings, areas by generation, buildings, stewards, posts, teams, partners.</summary>
    public static readonly Container Areas = new("areas", "/jurisdiction");

    /// <summary>Households and visits.</summary>
    public static readonly Container Households = new("households", "/jurisdiction");

    /// <summary>Reports, their events, their personal parts, outbox messages.</summary>
    public static readonly Container Reports = new("reports", "/jurisdiction");

    /// <summary>Needs, resources, projects, councils, activities, points entries.</summary>
    public static readonly Container Ledger = new("ledger", "/jurisdiction");

    /// <summary>Coverage reports and jobs.</summary>
    public static readonly Container Outcomes = new("outcomes", "/jurisdiction", Expires: true);

    /// <summary>Every container, in the order of DESIGN.md 4.</summary>
    public static IReadOnlyList<Container> All { get; } = [Directory, Areas, Households, Reports, Ledger, Outcomes];

    /// <summary>Those whose partitions are jurisdictions.</summary>
    public static IReadOnlyList<Container> OfJurisdictions { get; } = [.. All.Where(c => c != Directory)];
}
