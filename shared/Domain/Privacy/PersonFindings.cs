namespace GridSteward.Domain.Privacy;

/// <summary>Where the search for a person stands.</summary>
public enum SearchStage
{
    /// <summary>What the ids name.</summary>
    Ids,

    /// <summary>The register of households.</summary>
    Households,

    /// <summary>What was heard at visits.</summary>
    Visits,

    /// <summary>Words beside changes, checks and referrals.</summary>
    RegisterWords,

    /// <summary>What visits were asked for.</summary>
    VisitRequests,

    /// <summary>The words and contacts of reports.</summary>
    Reports,

    /// <summary>What was redacted of them.</summary>
    Originals,

    /// <summary>Reports that name a household found.</summary>
    ReportsOfHouseholds,

    /// <summary>Stewards.</summary>
    Stewards,

    /// <summary>Whom to ask for at partners.</summary>
    Partners,

    /// <summary>All has been looked through.</summary>
    Found,
}

/// <summary>What was found so far; references only, kept in the job's checkpoint.</summary>
public sealed record PersonFindings
{
    /// <summary>The most records of one person. More are several people's, or a mistake that an erasure must not make.</summary>
    public const int Most = 1000;

    /// <summary>What is looked through.</summary>
    public SearchStage Stage { get; init; }

    /// <summary>Where in it to go on.</summary>
    public string? Next { get; init; }

    /// <summary>How many records were looked at.</summary>
    public long LookedAt { get; init; }

    /// <summary>The person's records, as <c>{type}/{id}</c>.</summary>
    public IReadOnlyList<string> Found { get; init; } = [];

    /// <summary>What mentions the person or agrees only in part; for somebody to look at.</summary>
    public IReadOnlyList<string> ToLookAt { get; init; } = [];

    /// <summary>How many of what was found are dealt with.</summary>
    public int Handled { get; init; }

    /// <summary>What was dealt with could not be erased, and why.</summary>
    public IReadOnlyList<KeptRecord> Kept { get; init; } = [];
}

/// <summary>Something that stays, and why.</summary>
/// <param name="What">What it is: <c>{type}/{id}</c>, or a sort of records.</param>
/// <param name="Why">Why.</param>
public sealed record KeptRecord(string What, string Why);
