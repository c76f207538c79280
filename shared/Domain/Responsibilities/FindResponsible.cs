using System.Diagnostics;
using GridSteward.Domain.Assignments;
using GridSteward.Domain.Audit;
using GridSteward.Domain.History;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.People;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Responsibilities;

/// <summary>What is asked.</summary>
/// <param name="Jurisdiction">Where.</param>
/// <param name="About">For what.</param>
/// <param name="On">When; null for now.</param>
/// <param name="Category">The category of the report that might have come; null for any.</param>
public sealed record ResponsibleQuestion(string Jurisdiction, Responsibility About, AsOf? On, string? Category);

/// <summary>
/// Answers who was responsible for something on a day: by the areas, the posts and the settings as they were recorded then, and before anything was by what
/// was recorded first; whether a post was in force, its own days say. A correction that came later counts from when it came.
/// </summary>
public sealed class FindResponsible(IDocumentStore store, Hindsight hindsight, PlaceFinder places, Assigning assigning, AuditReads reads)
{
    /// <summary>Who was responsible.</summary>
    public async Task<Outcome<Responsible>> RunAsync(ResponsibleQuestion question, Acting acting, CancellationToken cancellationToken)
    {
        DateTimeOffset now = hindsight.Now;
        if (await store.SettingsOfAsync(question.Jurisdiction, cancellationToken) is not { } settings)
        {
            return new Outcome<Responsible>.NotFound($"There is no jurisdiction '{question.Jurisdiction}'.");
        }

        if (question.On?.FaultAt(settings, now) is { } future)
        {
            return new Outcome<Responsible>.Invalid([new("query.on", future)]);
        }

        PlacingSession session = places.Open(question.On is { } on ? on with { FirstCounts = true } : null);
        if (await session.FindAsync(question.Jurisdiction, cancellationToken) is not { } open)
        {
            return new Outcome<Responsible>.NotFound($"There is no jurisdiction '{question.Jurisdiction}'.");
        }

        if (question.Category is { } category && open.Settings.FindCategory(category) is null)
        {
            return new Outcome<Responsible>.Invalid([SubmitReport.UnknownCategory(category, open.Settings) with { Path = "query.category" }]);
        }

        if (await FindAsync(question, session, open, acting.Caller, cancellationToken) is not { } found)
        {
            return new Outcome<Responsible>.NotFound($"There {(question.On is null ? "is" : "was")} no such {Noun(question.About)}.");
        }

        DateTimeOffset at = open.Then ?? now;
        IDocumentStore documents = session.DocumentsOf(open);
        IReadOnlyList<ResponsibleFor> areas = await AreasAsync(documents, found, open.Settings.DayOf(at), cancellationToken);
        Roster roster = await Roster.ReadAsync(documents, question.Jurisdiction, found.Place.Codes, cancellationToken);
        Assignment assignment = await assigning.AssignAsync(found, question.Category, at, roster, cancellationToken);
        return new Responsible(at, areas, assignment, await HoldersAsync(question.Jurisdiction, areas, acting, cancellationToken));
    }

    private async Task<FoundPlace?> FindAsync(
        ResponsibleQuestion question, PlacingSession session, OpenJurisdiction open, Caller caller, CancellationToken cancellationToken)
    {
        switch (question.About)
        {
            case Responsibility.OfPoint about:
                return open.At(about.Point, null, Basis.Point);
            case Responsibility.OfArea about:
                return open.OfArea(about.Code, Basis.Area);
            case Responsibility.OfBuilding about:
                return await FindAsync(new Whereabouts(null, Building: $"{question.Jurisdiction}/{about.Id}"));
            case Responsibility.OfHousehold about:
                return await SeesAsync(question.Jurisdiction, about.Id, caller, cancellationToken)
                    ? await FindAsync(new Whereabouts(null, Household: $"{question.Jurisdiction}/{about.Id}"))
                    : null;
            default:
                throw new UnreachableException();
        }

        async Task<FoundPlace?> FindAsync(Whereabouts where)
            => await places.FindAsync(where, session, cancellationToken) is Outcome<FoundPlace>.Done { Value: var found } ? found : null;
    }

    private async Task<bool> SeesAsync(string jurisdiction, string id, Caller caller, CancellationToken cancellationToken)
        => await store.FindAsync(Kinds.Household, jurisdiction, id, cancellationToken) is { Value: var household }
            && caller.Can(Capability.ReadHouseholds, new Target(jurisdiction, household.Areas));

    private static async Task<IReadOnlyList<ResponsibleFor>> AreasAsync(IDocumentStore documents, FoundPlace found, DateOnly day, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> codes = found.Place.Codes;
        string jurisdiction = found.Settings!.Jurisdiction;
        List<Post> posts = await AllAsync(Kinds.Post.In(jurisdiction).Where(new Filter.OneOf("area", codes)));
        List<Team> teams = await AllAsync(Kinds.Team.In(jurisdiction).Where(new Filter.HasAny("areas", codes)));
        List<Partner> partners = await AllAsync(Kinds.Partner.In(jurisdiction).Where(new Filter.HasAny("areas", codes)));
        return
        [
            .. found.Place.Chain.Select(link => new ResponsibleFor(
                link,
                [
                    .. posts.Where(p => p.Area == link.Code && p.HoldsOn(day) && (p.Building is null || found.BuildingId is null || p.Building == found.BuildingId))
                        .OrderBy(p => p.Duty).ThenBy(p => p.Code, StringComparer.Ordinal),
                ],
                [.. teams.Where(t => t.Areas.Contains(link.Code)).OrderBy(t => t.Code, StringComparer.Ordinal)],
                [.. partners.Where(p => p.Areas.Contains(link.Code)).OrderBy(p => p.Code, StringComparer.Ordinal)])),
        ];

        async Task<List<T>> AllAsync<T>(Query<T> query)
            where T : Document
            => await documents.AllAsync(query, cancellationToken).Select(d => d.Value).ToListAsync(cancellationToken);
    }

    /// <summary>Those who held the posts, for whoever may see their names; that somebody read them is audited.</summary>
    private async Task<IReadOnlyDictionary<string, Steward>> HoldersAsync(
        string jurisdiction, IReadOnlyList<ResponsibleFor> areas, Acting acting, CancellationToken cancellationToken)
    {
        string[] ids = [.. areas.SelectMany(a => a.Posts).Select(p => p.Steward).OfType<string>().Distinct()];
        if (ids.Length == 0 || !acting.Caller.SightOf(new Target(jurisdiction)).Sees(PersonalField.StewardName))
        {
            return new Dictionary<string, Steward>();
        }

        await reads.WriteAsync(Container.Areas, jurisdiction, "steward/list", acting, cancellationToken);
        return (await store.FindManyAsync(Kinds.Steward, jurisdiction, ids, cancellationToken)).ToDictionary(s => s.Value.Id, s => s.Value);
    }

    private static string Noun(Responsibility about) => about switch
    {
        Responsibility.OfBuilding => "building",
        Responsibility.OfHousehold => "household",
        _ => "area",
    };
}
