using GridSteward.Domain.Coverage;
using GridSteward.Domain.Coverage.Trends;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Regions;

/// <summary>A region as the last jurisdiction below it named it.</summary>
public sealed record RegionHead : JurisdictionDocument
{
    /// <summary>The id of the one such document of a region's partition.</summary>
    public const string OnlyId = "head";

    /// <inheritdoc/>
    public override string Type => "regionHead";

    /// <summary>The region.</summary>
    public required RegionRef Region { get; init; }

    /// <summary>The regions it lies in, topmost first.</summary>
    public required IReadOnlyList<RegionRef> Above { get; init; }
}

/// <summary>A jurisdiction that counts in a region.</summary>
public sealed record RegionMember : JurisdictionDocument
{
    /// <inheritdoc/>
    public override string Type => "regionMember";

    /// <summary>The jurisdiction's code.</summary>
    public required string Of { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The regions between this one and it, topmost first.</summary>
    public required IReadOnlyList<RegionRef> Below { get; init; }

    /// <summary>The last night that was written upward.</summary>
    public required DateOnly LastDate { get; init; }

    /// <summary>The first night on which it no longer counted here; null while it does.</summary>
    public DateOnly? LeftOn { get; init; }

    /// <summary>The id of a jurisdiction's membership.</summary>
    public static string IdOf(string jurisdiction) => "member." + jurisdiction;
}

/// <summary>The nightly sums of some jurisdictions of a region in one month, kept as those of areas are (<see cref="CoverageTrend"/>).</summary>
public sealed record RegionTrend : JurisdictionDocument
{
    /// <inheritdoc/>
    public override string Type => "regionTrend";

    /// <summary>The month, as <c>yyyy-MM</c>.</summary>
    public required string Month { get; init; }

    /// <summary>The nights of jurisdictions by code.</summary>
    public required IReadOnlyDictionary<string, byte[]> Jurisdictions { get; init; }
}

/// <summary>One of the topmost areas of a jurisdiction, as it is compared across jurisdictions.</summary>
/// <param name="Code">Its code in its jurisdiction.</param>
/// <param name="Name">Its name.</param>
/// <param name="Units">Its units; null where small numbers were hidden before anything was written upward.</param>
/// <param name="Loop">Its reports.</param>
public sealed record RegionCommunity(string Code, string Name, RegionUnits? Units, LoopFigures Loop);

/// <summary>The topmost areas of a jurisdiction on the last night.</summary>
public sealed record RegionCommunities : JurisdictionDocument
{
    /// <inheritdoc/>
    public override string Type => "regionCommunities";

    /// <summary>The jurisdiction's code.</summary>
    public required string Of { get; init; }

    /// <summary>The night.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>The areas, by code.</summary>
    public required IReadOnlyList<RegionCommunity> Areas { get; init; }

    /// <summary>The id of a jurisdiction's topmost areas.</summary>
    public static string IdOf(string jurisdiction) => "communities." + jurisdiction;
}

/// <summary>The regions that a jurisdiction was written up to; kept with the jurisdiction, so that those which it leaves are told.</summary>
public sealed record RegionMembership : JurisdictionDocument
{
    /// <summary>The id of the one such document of a jurisdiction.</summary>
    public const string OnlyId = "regions";

    /// <inheritdoc/>
    public override string Type => "regionMembership";

    /// <summary>Their codes.</summary>
    public required IReadOnlyList<string> Codes { get; init; }
}
