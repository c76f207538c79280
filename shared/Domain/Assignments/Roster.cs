using GridSteward.Domain.Responsibilities;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Assignments;

/// <summary>What is asked of a roster.</summary>
/// <param name="Chain">The areas of the place.</param>
/// <param name="Day">The local day.</param>
/// <param name="Building">The building it is about; null where none was named.</param>
/// <param name="OriginVillage">The origin village of a household that asked for acquaintance; null where there is none, or it did not matter.</param>
public sealed record RosterQuestion(IReadOnlyList<ChainLink> Chain, DateOnly Day, string? Building, string? OriginVillage);

/// <summary>
/// Who could handle what lies in some areas: their posts with the duty Handle, the teams that serve them, and partners with the duty Handle; and who else
/// answers for it: their other posts.
/// </summary>
public sealed class Roster(
    IReadOnlyList<Post> posts, IReadOnlyList<Team> teams, IReadOnlyList<Partner>? partners = null, IReadOnlyList<Steward>? stewards = null)
{
    private const int StewardsAtOnce = 1000;

    private readonly ILookup<string, Post> postsOf = posts.Where(p => p.Duty == Duty.Handle).ToLookup(p => p.Area, StringComparer.Ordinal);

    private readonly ILookup<(string Area, Duty Duty), Post> byDuty = posts.ToLookup(p => (p.Area, p.Duty));

    private readonly ILookup<string, Team> teamsOf
        = teams.SelectMany(t => t.Areas.Distinct(), (team, area) => (team, area)).ToLookup(x => x.area, x => x.team, StringComparer.Ordinal);

    private readonly ILookup<string, Partner> partnersOf = (partners ?? []).Where(p => p.Duty == PartnerDuty.Handle)
        .SelectMany(p => p.Areas.Distinct(), (partner, area) => (partner, area)).ToLookup(x => x.area, x => x.partner, StringComparer.Ordinal);

    private readonly ILookup<string, Leave> leaveOf
        = (stewards ?? []).SelectMany(s => s.Leave, (steward, leave) => (steward.Id, leave)).ToLookup(x => x.Id, x => x.leave, StringComparer.Ordinal);

    /// <summary>Nobody.</summary>
    public static Roster Empty { get; } = new([], []);

    /// <summary>Everyone in the areas of the chain who could get it, in force or not, with what decides whether they are considered; loads are not counted.</summary>
    public IReadOnlyList<Candidate> CandidatesOf(RosterQuestion question) =>
    [
        .. question.Chain.SelectMany(link => (Candidate[])
        [
            .. postsOf[link.Code].Select(p => Of(p, question)),
            .. teamsOf[link.Code].Select(t => Of(new Assignee(AssigneeKind.Team, t.Id, t.Code, t.Name, link.Code), t.Capacity, t.Categories)),
            .. partnersOf[link.Code].Select(p => Of(new Assignee(AssigneeKind.Partner, p.Id, p.Code, p.Name, link.Code), p.Capacity, p.Categories)),
        ]),
    ];

    /// <summary>
    /// Who answers for something beside whoever handles it: posts that are in force, held, for its category, and not for another building. The nearest area
    /// first; within it those for its very building, then those whose holder is not on leave, then by code.
    /// </summary>
    public FiveLevels AnswerableFor(RosterQuestion question, string? category)
    {
        return new FiveLevels(Of(Duty.Lead), Of(Duty.Oversee), Of(Duty.FollowUp), Of(Duty.Assist));

        PostRef[] Of(Duty duty) =>
        [
            .. question.Chain.Reverse().SelectMany(link => byDuty[(link.Code, duty)]
                    .Where(p => p.IsActiveOn(question.Day) && (category is null || p.Categories.Count == 0 || p.Categories.Contains(category))
                        && (p.Building is null || question.Building is null || p.Building == question.Building))
                    .OrderByDescending(p => p.Building is not null && p.Building == question.Building)
                    .ThenBy(p => LeaveOf(p).Any(l => l.Holds(question.Day)))
                    .ThenBy(p => p.Code, StringComparer.Ordinal).ThenBy(p => p.Id, StringComparer.Ordinal))
                .Select(p => new PostRef(p.Id, p.Code, p.Title, p.Area)).Take(FiveLevels.MaxOfADuty),
        ];
    }

    /// <summary>The days on which something of it begins or ends, ascending.</summary>
    /// <param name="after">Only later days.</param>
    /// <param name="until">Only days up to this one.</param>
    public IReadOnlyList<DateOnly> DaysOfChange(DateOnly after, DateOnly until) =>
    [
        .. postsOf.SelectMany(area => area)
            .SelectMany(p => (DateOnly?[])[p.ValidFrom, p.ValidTo, .. LeaveOf(p).SelectMany(l => (DateOnly?[])[l.From, l.To])])
            .OfType<DateOnly>().Where(d => d > after && d <= until).Distinct().Order(),
    ];

    /// <summary>The areas in which someone answers for a Handle post on that day, on leave or not.</summary>
    public HashSet<string> AreasHandledOn(DateOnly day)
        => [.. postsOf.Where(area => area.Any(p => p.IsActiveOn(day))).Select(area => area.Key)];

    /// <summary>Reads the roster of the areas; of the whole jurisdiction where they are more than a query takes.</summary>
    /// <param name="store">Where posts, stewards, teams and partners are read: as they are, or as they were.</param>
    /// <param name="jurisdiction">The jurisdiction's code.</param>
    /// <param name="areas">The areas; null for all.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<Roster> ReadAsync(
        IDocumentStore store, string jurisdiction, IReadOnlyCollection<string>? areas, CancellationToken cancellationToken)
    {
        if (areas is { Count: 0 })
        {
            return Empty;
        }

        Query<Post> posts = Kinds.Post.In(jurisdiction);
        Query<Team> teams = Kinds.Team.In(jurisdiction);
        Query<Partner> partners = Kinds.Partner.In(jurisdiction);
        if (areas is { Count: <= 100 })
        {
            posts = posts.Where(new Filter.OneOf("area", [.. areas]));
            teams = teams.Where(new Filter.HasAny("areas", [.. areas]));
            partners = partners.Where(new Filter.HasAny("areas", [.. areas]));
        }

        List<Post> found = await AllAsync(posts);
        string[] holders = [.. found.Select(p => p.Steward).OfType<string>().Distinct()];
        List<Steward> stewards = [];
        foreach (string[] some in holders.Chunk(StewardsAtOnce))
        {
            stewards.AddRange((await store.FindManyAsync(Kinds.Steward, jurisdiction, some, cancellationToken)).Select(s => s.Value));
        }

        return new Roster(found, await AllAsync(teams), await AllAsync(partners), stewards);

        async Task<List<T>> AllAsync<T>(Query<T> query)
            where T : Document
            => await store.AllAsync(query, cancellationToken).Select(item => item.Value).ToListAsync(cancellationToken);
    }

    private static Candidate Of(Assignee assignee, int capacity, IReadOnlyList<string> categories)
        => new(assignee, false, false, null, capacity, null) { Facts = new CandidateFacts(null, null, false, false, categories) };

    private Candidate Of(Post post, RosterQuestion question) => new(
        new Assignee(AssigneeKind.Post, post.Id, post.Code, post.Title, post.Area),
        post.Building is not null && post.Building == question.Building,
        question.OriginVillage is { } village && post.OriginVillages.Contains(village),
        null,
        post.Capacity,
        null)
    {
        Facts = new CandidateFacts(post.ValidFrom, post.ValidTo, post.Steward is null, LeaveOf(post).Any(l => l.Holds(question.Day)), post.Categories),
    };

    private IEnumerable<Leave> LeaveOf(Post post) => post.Steward is { } steward ? leaveOf[steward] : [];
}
