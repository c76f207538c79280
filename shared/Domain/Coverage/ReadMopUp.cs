using GridSteward.Domain.Areas;
using GridSteward.Domain.Households;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.People;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Coverage;

/// <summary>Reads the lists of units to visit, each unit as it is now.</summary>
public sealed class ReadMopUp(IDocumentStore store, CoverageFiles files, ReadCoverage reports, AreaSnapshots snapshots, TimeProvider clock)
{
    /// <summary>A page of the list of an area and of its parts, area after area, each in walking order. Units that are gone since the night, or lie elsewhere now, are left out.</summary>
    /// <param name="settings">The jurisdiction's.</param>
    /// <param name="dateOrLatest">The night.</param>
    /// <param name="area">The area's code.</param>
    /// <param name="page">Which page; it goes on after a unit of the list.</param>
    /// <param name="caller">Who asks; they must see the area's households.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public async Task<Outcome<Page<Household>>> ListAsync(
        Jurisdiction settings, string dateOrLatest, string area, PageRequest page, Caller caller, CancellationToken cancellationToken)
    {
        string jurisdiction = settings.Jurisdiction;
        AreaSnapshot snapshot = await snapshots.GetAsync(jurisdiction, settings.Levels, cancellationToken);
        if (snapshot.Find(area) is null)
        {
            return new Outcome<Page<Household>>.Invalid([new("query.area", $"There is no area '{area}'.")]);
        }

        if (!caller.Can(Capability.ReadHouseholds, new Target(jurisdiction, snapshot.LineageCodes(area))))
        {
            return new Outcome<Page<Household>>.Forbidden("The list of an area needs ReadHouseholds there.");
        }

        string[] areas = [area, .. snapshot.Areas.Where(a => a.Code != area && snapshot.LineageCodes(a.Code).Contains(area)).Select(a => a.Code)];
        if (await reports.FindAsync(jurisdiction, dateOrLatest, cancellationToken) is not { } entry || await new MopUpFiles(files).ReadAsync(entry, areas, cancellationToken) is not { } list)
        {
            return new Outcome<Page<Household>>.NotFound("There is no coverage report with lists of that day.");
        }

        int from = page.After is { Id: var last } ? IndexOf(list, last) + 1 : 0;
        if (page.After is not null && from == 0)
        {
            return new Outcome<Page<Household>>.Invalid([new("query.next", "Is no place of this list.")]);
        }

        string[] ids = [.. list.Skip(from).Take(page.Limit)];
        Dictionary<string, Stored<Household>> found = ids.Length == 0 ? [] : (await store.FindManyAsync(Kinds.Household, jurisdiction, ids, cancellationToken))
            .Where(u => u.Value.Areas.Contains(area) && u.Value.CountsOn(settings.DayOf(clock.GetUtcNow())))
            .ToDictionary(u => u.Value.Id, StringComparer.Ordinal);
        return new Page<Household>(
            [.. ids.Select(found.GetValueOrDefault).OfType<Stored<Household>>()], from + ids.Length < list.Count ? new PageToken(null, ids[^1]) : null);
    }

    private static int IndexOf(IReadOnlyList<string> list, string id)
    {
        for (int i = 0; i < list.Count; i++)
        {
            if (list[i] == id)
            {
                return i;
            }
        }

        return -1;
    }
}
