using GridSteward.Domain.Audit;
using GridSteward.Domain.People;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Visits;

/// <summary>A visit with its words; reading them leaves an audit entry.</summary>
public sealed record VisitInFull(Stored<Visit> Visit, string? Note);

/// <summary>Which visits are wanted; null asks nothing.</summary>
public sealed record VisitFilter
{
    /// <summary>Those to units of this area.</summary>
    public string? Area { get; init; }

    /// <summary>Those whose visitor was too far from the unit, or those of which that is not so.</summary>
    public bool? Far { get; init; }

    /// <summary>Those by this steward.</summary>
    public string? Steward { get; init; }

    /// <summary>Those for this team.</summary>
    public string? Team { get; init; }

    /// <summary>Those of which this came.</summary>
    public VisitOutcome? Outcome { get; init; }

    /// <summary>Those of this campaign.</summary>
    public string? Campaign { get; init; }

    /// <summary>Those of this moment and later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Those before this moment.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>The visits in a scope that are wanted.</summary>
    internal Query<Visit> In(string jurisdiction, Scope scope) => Kinds.Visit.In(jurisdiction)
        .WhereIf(!scope.Whole, () => new Filter.HasAny("areas", scope.AreaCodes))
        .WhereIf(Area is not null, () => new Filter.HasAny("areas", [Area!]))
        .WhereIf(Far == true, () => new Filter.Equal("far", true))
        .WhereIf(Far == false, () => new Filter.NotTrue("far"))
        .WhereIf(Steward is not null, () => new Filter.Equal("by", Steward!))
        .WhereIf(Team is not null, () => new Filter.Equal("team", Team!))
        .WhereIf(Outcome is not null, () => new Filter.Equal("outcome", Wire.Name(Outcome!.Value)))
        .WhereIf(Campaign is not null, () => new Filter.Equal("campaign", Campaign!))
        .WhereIf(From is not null || Before is not null, () => new Filter.Range("at", Text(From), Text(Before)));

    private static string? Text(DateTimeOffset? at) => at is { } time ? StoredTimeConverter.Text(time) : null;
}

/// <summary>Reads visits, as far as the caller's grants reach.</summary>
public sealed class ReadVisits(IDocumentStore store, AuditReads reads)
{
    /// <summary>A page of the visits to one household, newest first, without words.</summary>
    public async Task<Outcome<Page<Visit>>> ListOfHouseholdAsync(
        string jurisdiction, string household, PageRequest page, Caller caller, CancellationToken cancellationToken)
        => await store.FindInScopeAsync(jurisdiction, household, caller, cancellationToken) is null
            ? new Outcome<Page<Visit>>.NotFound("There is no such household.")
            : await store.ListAsync(
                Kinds.Visit.In(jurisdiction).Where(new Filter.Equal("household", household)).OrderedBy(Kinds.LatestFirst), page, cancellationToken);

    /// <summary>A page of the visits in scope, newest first, without words.</summary>
    public async Task<Outcome<Page<Visit>>> ListAsync(string jurisdiction, VisitFilter filter, PageRequest page, Caller caller, CancellationToken cancellationToken)
    {
        Scope scope = caller.ScopeOf(Capability.ReadHouseholds, jurisdiction);
        return !scope.Whole && scope.AreaCodes.Count == 0
            ? new Outcome<Page<Visit>>.Forbidden("Listing visits needs ReadHouseholds in the jurisdiction.")
            : await store.ListAsync(filter.In(jurisdiction, scope).OrderedBy(Kinds.LatestFirst), page, cancellationToken);
    }

    /// <summary>One visit in scope, with its words.</summary>
    public async Task<Outcome<VisitInFull>> FindAsync(string jurisdiction, string id, Acting acting, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(Kinds.Visit, jurisdiction, id, cancellationToken) is not { } visit
            || !acting.Caller.Can(Capability.ReadHouseholds, new Target(jurisdiction, visit.Value.Areas)))
        {
            return new Outcome<VisitInFull>.NotFound("There is no such visit.");
        }

        var personal = await store.FindAsync(Kinds.VisitPersonalPart, jurisdiction, VisitPersonalPart.IdOf(id), cancellationToken);
        if (personal is not null)
        {
            await reads.WriteAsync(Container.Households, jurisdiction, $"visit/{id}", acting, cancellationToken);
        }

        return new VisitInFull(visit, personal?.Value.Note);
    }

    /// <summary>How many visits each steward made, or were made for each team, by what came of them; those without are not counted.</summary>
    public async Task<Outcome<IReadOnlyList<VisitCounts>>> CountAsync(string jurisdiction, VisitFilter filter, bool byTeam, Caller caller, CancellationToken cancellationToken)
    {
        Scope scope = caller.ScopeOf(Capability.ReadHouseholds, jurisdiction);
        if (!scope.Whole && scope.AreaCodes.Count == 0)
        {
            return new Outcome<IReadOnlyList<VisitCounts>>.Forbidden("Counting visits needs ReadHouseholds in the jurisdiction.");
        }

        string field = byTeam ? "team" : "by";
        SortedDictionary<string, VisitCounts> counts = new(StringComparer.Ordinal);
        foreach (VisitOutcome outcome in Enum.GetValues<VisitOutcome>())
        {
            await AddAsync(filter with { Outcome = outcome }, (row, count) => row.With(outcome, count));
        }

        await AddAsync(filter with { Far = true }, (row, count) => row with { Far = count });
        return counts.Values.ToArray();

        async Task AddAsync(VisitFilter some, Func<VisitCounts, long, VisitCounts> put)
        {
            foreach (var (who, count) in await store.TallyAsync(some.In(jurisdiction, scope), field, cancellationToken))
            {
                counts[who] = put(counts.GetValueOrDefault(who) ?? new VisitCounts(who, 0, 0, 0, 0, 0), count);
            }
        }
    }
}

/// <summary>Visits by what came of them.</summary>
/// <param name="Of">The id of the steward or the team.</param>
/// <param name="Done">Somebody was met.</param>
/// <param name="NobodyHome">Nobody was at home.</param>
/// <param name="Refused">They were refused.</param>
/// <param name="Moved">The unit had moved away.</param>
/// <param name="Far">Of all these, those whose visitor was too far from the unit.</param>
public sealed record VisitCounts(string Of, long Done, long NobodyHome, long Refused, long Moved, long Far)
{
    /// <summary>With the count of an outcome.</summary>
    public VisitCounts With(VisitOutcome outcome, long count) => outcome switch
    {
        VisitOutcome.NobodyHome => this with { NobodyHome = count },
        VisitOutcome.Refused => this with { Refused = count },
        VisitOutcome.Moved => this with { Moved = count },
        _ => this with { Done = count },
    };
}
