using GridSteward.Domain.Assignments;
using GridSteward.Domain.Staff;

namespace GridSteward.Domain.Coverage.Counting;

/// <summary>Who answers for the units of a place.</summary>
/// <param name="Steward">The one steward they count with: of their building's post before an area's, of the nearest area, of a post for all categories before others, by code; null where nobody answers.</param>
/// <param name="Confirmed">Whether anybody who answers for them confirmed a channel of late.</param>
/// <param name="Teams">The ids of the teams that serve the place.</param>
public sealed record Answer(string? Steward, bool Confirmed, IReadOnlyList<string> Teams);

/// <summary>The posts, stewards and teams of one day, asked by place.</summary>
public sealed class Answering
{
    private readonly ILookup<string, Post> handleOf;
    private readonly Dictionary<string, Post> active;
    private readonly Dictionary<string, Steward> stewards;
    private readonly ILookup<string, string> teamsOf;
    private readonly HashSet<string> confirmed;
    private readonly Dictionary<(string Path, string? Building), Answer> answers = [];

    /// <summary>Takes the staff of a day.</summary>
    /// <param name="posts">All posts.</param>
    /// <param name="stewards">All stewards.</param>
    /// <param name="teams">All teams.</param>
    /// <param name="day">The local day.</param>
    /// <param name="confirmedSince">From when on a confirmation counts.</param>
    /// <param name="asOf">Until when it counts.</param>
    public Answering(
        IReadOnlyList<Post> posts, IReadOnlyList<Steward> stewards, IReadOnlyList<Team> teams, DateOnly day, DateTimeOffset confirmedSince, DateTimeOffset asOf)
    {
        active = posts.Where(p => p.IsActiveOn(day)).ToDictionary(p => p.Id, StringComparer.Ordinal);
        handleOf = active.Values.Where(p => p.Duty == Duty.Handle).ToLookup(p => p.Area, StringComparer.Ordinal);
        this.stewards = stewards.ToDictionary(s => s.Id, StringComparer.Ordinal);
        teamsOf = teams.SelectMany(t => t.Areas.Distinct(), (team, area) => (team.Id, area)).ToLookup(x => x.area, x => x.Id, StringComparer.Ordinal);
        Teams = teams;
        confirmed = [.. stewards.Where(s => s.ChannelConfirmedAt is { } at && at >= confirmedSince && at <= asOf).Select(s => s.Id)];
    }

    /// <summary>All teams.</summary>
    public IReadOnlyList<Team> Teams { get; }

    /// <summary>The stewards who hold a Handle post, with their label: staff number, then the titles of their posts.</summary>
    public IEnumerable<(string Id, string Label)> Holders()
        => handleOf.SelectMany(area => area).GroupBy(p => p.Steward!, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => (g.Key, LabelOf(g.Key, g)));

    /// <summary>Whether the assignee of an open report is there: a post that is in force and held, or a team or partner.</summary>
    public bool IsThere(string? assignee) => assignee is not null && (PostOf(assignee) is not { } post || active.ContainsKey(post));

    /// <summary>The steward who holds the post that an assignee's key names; null for other keys and vacant posts.</summary>
    public string? StewardOf(string? assignee) => assignee is not null && PostOf(assignee) is { } id && active.TryGetValue(id, out Post? post) ? post.Steward : null;

    /// <summary>The team that an assignee's key names.</summary>
    public static string? TeamOf(string? assignee) => assignee is not null && assignee.StartsWith("team:", StringComparison.Ordinal) ? assignee["team:".Length..] : null;

    /// <summary>Who answers for units of a place.</summary>
    /// <param name="path">Their areas.</param>
    /// <param name="building">Their building.</param>
    public Answer Of(string path, string? building)
    {
        if (!answers.TryGetValue((path, building), out Answer? answer))
        {
            answers[(path, building)] = answer = Find(path.Length == 0 ? [] : path.Split(Place.PathSeparator), building);
        }

        return answer;
    }

    private static string? PostOf(string assignee) => assignee.StartsWith("post:", StringComparison.Ordinal) ? assignee["post:".Length..] : null;

    private Answer Find(string[] codes, string? building)
    {
        Post[] posts =
        [
            .. codes.Reverse().SelectMany(code => handleOf[code]
                    .Where(p => p.Building is null || p.Building == building)
                    .OrderByDescending(p => p.Categories.Count == 0).ThenBy(p => p.Code, StringComparer.Ordinal).ThenBy(p => p.Id, StringComparer.Ordinal))
                .OrderByDescending(p => p.Building is not null),
        ];
        return new Answer(
            posts.FirstOrDefault()?.Steward, posts.Any(p => confirmed.Contains(p.Steward!)), [.. codes.SelectMany(code => teamsOf[code]).Distinct().Order(StringComparer.Ordinal)]);
    }

    private string LabelOf(string steward, IEnumerable<Post> posts)
    {
        string titles = string.Join(", ", posts.OrderBy(p => p.Code, StringComparer.Ordinal).Select(p => $"{p.Title} {p.Code}"));
        return stewards.GetValueOrDefault(steward)?.Code is { } number ? $"{number}: {titles}" : titles;
    }
}
