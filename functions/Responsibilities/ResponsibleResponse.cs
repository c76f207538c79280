using GridSteward.Domain.Assignments;
using GridSteward.Domain.People;
using GridSteward.Domain.Responsibilities;
using GridSteward.Domain.Staff;
using GridSteward.Functions.Http;
using GridSteward.Functions.Reports;
using Post = GridSteward.Domain.Staff.Post;

namespace GridSteward.Functions.Responsibilities;

/// <summary>A post as it was, and who held it; null while it was vacant, and the name also where its holder's was erased.</summary>
public sealed record ResponsiblePost(
    string Id, string Code, string Title, Duty Duty, string? Building, string? Steward, [property: Personal(PersonalField.StewardName)] string? StewardName);

/// <summary>A team or partner as it was.</summary>
public sealed record ResponsibleBody(string Id, string Code, string Name);

/// <summary>Who answered for one area: its posts by duty and code.</summary>
public sealed record ResponsibleArea(
    string Level, string Code, string Name, int Version, IReadOnlyList<ResponsiblePost> Posts, IReadOnlyList<ResponsibleBody> Teams, IReadOnlyList<ResponsibleBody> Partners);

/// <summary>Who was responsible at a moment: for each area, topmost first, and who would have got a report.</summary>
public sealed record ResponsibleResponse(string Jurisdiction, DateTimeOffset At, int Generation, IReadOnlyList<ResponsibleArea> Areas, AssignmentResponse Assignment)
{
    public static ResponsibleResponse Of(string jurisdiction, Responsible found, Sight sight) => new(
        jurisdiction, found.At, found.Assignment.Place.Generation,
        [
            .. found.Areas.Select(a => new ResponsibleArea(
                a.Area.Level, a.Area.Code, a.Area.Name, a.Area.Version,
                [.. a.Posts.Select(p => Of(p, found, sight))],
                [.. a.Teams.Select(t => new ResponsibleBody(t.Id, t.Code, t.Name))],
                [.. a.Partners.Select(p => new ResponsibleBody(p.Id, p.Code, p.Name))])),
        ],

        // Whoever is answered about a household may see where it is.
        AssignmentResponse.Of(found.Assignment, mayLocate: true));

    private static ResponsiblePost Of(Post p, Responsible found, Sight sight)
    {
        string? name = p.Steward is { } id && found.Holders.TryGetValue(id, out Steward? holder) && holder.Name.Length > 0 ? holder.Name : null;
        return new ResponsiblePost(p.Id, p.Code, p.Title, p.Duty, p.Building, p.Steward, sight.Of(PersonalField.StewardName, name));
    }
}
