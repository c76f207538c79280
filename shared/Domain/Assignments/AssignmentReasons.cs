using System.Globalization;

namespace GridSteward.Domain.Assignments;

/// <summary>Puts into words, Chinese and English, why a place is what it is and why a candidate was chosen.</summary>
public static class AssignmentReasons
{
    /// <summary>Of the past it is not known who had how much to do.</summary>
    public static Reason LoadsNotKnown { get; } = new("loadsNotKnown", "How many reports each had open then is not known; it was left out of account.", "当时各责任主体的在办件数未知，未作比较。");

    /// <summary>Codes of reasons that tell where a household is, or where it came from.</summary>
    public static IReadOnlyList<string> Telling { get; } = ["nearBoundary", "nearestChange", "acquainted"];

    /// <summary>Somebody has the least to do. How much that is stays with those who see candidates.</summary>
    public static Reason LeastLoad(Assignee assignee)
        => new("leastLoad", $"{assignee.Title} has the least open load for its capacity.", $"{assignee.Title}当前负荷相对最小。");

    /// <summary>What little would have to be different for it to lie elsewhere.</summary>
    public static IEnumerable<Reason> OfSurroundings(Surroundings? surroundings)
    {
        if (surroundings?.Change is { } change)
        {
            string way = Way(change.Metres);
            string direction = change.Direction.ToString().ToLowerInvariant();
            string? named = change.Code is null ? null : Named(change.Code, change.Name!);
            yield return new(
                "nearestChange",
                $"{way} m {direction} it would be {named ?? "outside every area of this jurisdiction"}.",
                $"向{change.Direction.Zh()}{way}米即{(named is null ? "不属本辖区任何网格" : $"属{named}")}。");
        }
    }

    /// <summary>Why it lies where it does.</summary>
    public static IEnumerable<Reason> OfPlace(Place place)
    {
        if (place.Chain.Count == 0)
        {
            yield return place.Basis == Basis.None
                ? new("noPlace", "Nothing in the report says where it is.", "上报中没有位置信息。")
                : new("outsideAllAreas", "No area covers this place.", "没有网格覆盖该位置。");
            yield break;
        }

        ChainLink lowest = place.Chain[^1];
        string named = Named(lowest);
        yield return place.Basis switch
        {
            Basis.Household => new("household", $"The household named lies in {named}.", $"所填住户位于{named}。"),
            Basis.Building => new("building", $"The building named lies in {named}.", $"所填楼栋位于{named}。"),
            Basis.Card => new("card", $"The contact card belongs to {named}.", $"联系卡属于{named}。"),
            Basis.Area => new("area", $"It is about {named}.", $"所询问的是{named}。"),
            _ when place.Flags.Contains(PlaceFlag.NearestWithinTolerance)
                => new("nearest", $"No area covers the point; {named} is the nearest, {Metres(place)} m away.", $"没有网格覆盖该点；最近的是{named}，相距{Metres(place)}米。"),
            _ => new("covers", $"{named} covers the point, {Metres(place)} m from its edge.", $"该点在{named}内，距边界{Metres(place)}米。"),
        };

        if (place.OtherOwners.Count > 0)
        {
            string others = string.Join(", ", place.OtherOwners.Select(Named));
            yield return new("overlap", $"{others} cover it too; the smallest code was taken.", $"{others}也覆盖该位置；按编码从小到大取第一个。");
        }

        if (place.Touched.Count > 0)
        {
            string touched = string.Join(", ", place.Touched);
            yield return new("nearBoundary", $"Within the position's accuracy it could also be {touched}.", $"在定位精度范围内，也可能属于{touched}。");
        }
    }

    /// <summary>Why the first of the ranked was chosen.</summary>
    public static IEnumerable<Reason> OfChoice(Place place, IReadOnlyList<Candidate> candidates, IReadOnlyList<Candidate> ranked)
    {
        if (place.Chain.Count == 0)
        {
            yield return new("dutyDesk", "It is kept for the duty desk.", "由值班台处理。");
            yield break;
        }

        foreach (Candidate candidate in candidates.Where(c => c.Excluded is not null))
        {
            yield return Excluded(candidate);
        }

        if (ranked.Count == 0)
        {
            yield return new("noAssignee", "Nobody on duty handles it there; it is kept for the duty desk.", "该处没有在岗的主办人，由值班台处理。");
            yield break;
        }

        Candidate first = ranked[0];
        string title = first.Assignee.Title;
        string lowest = place.Chain[^1].Code;
        if (first.Assignee.Area != lowest)
        {
            yield return new("higherLevel", $"{lowest} has nobody on duty, so {first.Assignee.Area} answers.", $"{lowest}无人在岗，由上级{first.Assignee.Area}负责。");
        }

        yield return (ranked.Count, first.SameBuilding, first.Acquainted) switch
        {
            (1, _, _) => new("onlyHandler", $"{title} handles this in {first.Assignee.Area}.", $"{title}是{first.Assignee.Area}的主办人。"),
            (_, true, _) when !ranked[1].SameBuilding => new("sameBuilding", $"{title} is there for this very building.", $"{title}专门负责这栋楼。"),
            (_, _, true) when !ranked[1].Acquainted => new("acquainted", $"{title} knows the household's village of origin.", $"{title}熟悉该户的原籍村。"),
            _ when first.CompareLoad(ranked[1]) < 0 => LeastLoad(first.Assignee),
            _ => new("smallestCode", $"{title} comes first by code; all else is equal.", $"其他条件相同，按编码{title}在前。"),
        };
    }

    private static Reason Excluded(Candidate candidate)
    {
        string title = candidate.Assignee.Title;
        return candidate.Excluded switch
        {
            Exclusion.NotInForce => new("notInForce", $"{title} is not in force on that day.", $"{title}当日不在任期内。"),
            Exclusion.Vacant => new("vacant", $"{title} is vacant.", $"{title}空缺。"),

            // Why somebody is not there is their own affair; residents read this.
            Exclusion.OnLeave => new("notAvailable", $"{title} is not available on that day.", $"{title}当日不在岗。"),
            _ => new("otherCategory", $"{title} does not take this category.", $"{title}不受理此类别。"),
        };
    }

    private static string Named(ChainLink link) => Named(link.Code, link.Name);

    private static string Named(string code, string name) => name == code ? code : $"{name} ({code})";

    /// <summary>Rounded up, so that whoever goes so far is beyond: to a tenth below ten metres, else to a metre.</summary>
    private static string Way(double metres)
        => (metres < 10 ? Math.Ceiling(metres * 10) / 10 : Math.Ceiling(metres)).ToString("0.#", CultureInfo.InvariantCulture);

    private static string Metres(Place place) => (place.DistanceToEdgeMetres ?? 0).ToString("0.#", CultureInfo.InvariantCulture);
}
