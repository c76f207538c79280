using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Assignments;

/// <summary>Who could handle what lies in some areas: their posts with the duty Handle, and the teams that serve them.</summary>
public sealed class Roster(IReadOnlyList<Post> posts, IReadOnlyList<Team> teams)
{
    private readonly ILookup<string, Post> postsOf = posts.Where(p => p.Duty == Duty.Handle).ToLookup(p => p.Area, StringComparer.Ordinal);

    private readonly ILookup<string, Team> teamsOf
        = teams.SelectMany(t => t.Areas.Distinct(), (team, area) => (team, area)).ToLookup(x => x.area, x => x.team, StringComparer.Ordinal);

    /// <summary>Handle posts of the area, in force or not.</summary>
    public IEnumerable<Post> PostsOf(string area) => postsOf[area];

    /// <summary>Teams that serve the area.</summary>
    public IEnumerable<Team> TeamsOf(string area) => teamsOf[area];

    /// <summary>The areas in which someone answers for a Handle post on that day.</summary>
    public HashSet<string> AreasHandledOn(DateOnly day)
        => [.. postsOf.Where(area => area.Any(p => p.IsActiveOn(day))).Select(area => area.Key)];

    /// <summary>Reads the roster of the areas; of the whole jurisdiction where they are more than a query takes.</summary>
    public static async Task<Roster> ReadAsync(IDocumentStore store, string jurisdiction, IReadOnlyCollection<string>? areas, CancellationToken cancellationToken)
    {
        if (areas is { Count: 0 })
        {
            return new Roster([], []);
        }

        Query<Post> posts = Kinds.Post.In(jurisdiction).Where(new Filter.Equal("duty", Wire.Name(Duty.Handle)));
        Query<Team> teams = Kinds.Team.In(jurisdiction);
        if (areas is { Count: <= 100 })
        {
            posts = posts.Where(new Filter.OneOf("area", [.. areas]));
            teams = teams.Where(new Filter.HasAny("areas", [.. areas]));
        }

        List<Post> foundPosts = [];
        await foreach (var post in store.AllAsync(posts, cancellationToken))
        {
            foundPosts.Add(post.Value);
        }

        List<Team> foundTeams = [];
        await foreach (var team in store.AllAsync(teams, cancellationToken))
        {
            foundTeams.Add(team.Value);
        }

        return new Roster(foundPosts, foundTeams);
    }
}
