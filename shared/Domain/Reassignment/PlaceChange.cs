using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using GridSteward.Domain.Assignments;
using GridSteward.Domain.Households;
using GridSteward.Domain.Reports;

namespace GridSteward.Domain.Reassignment;

/// <summary>What was moved.</summary>
[JsonConverter(typeof(WireEnumConverter<MovedThing>))]
public enum MovedThing
{
    /// <summary>A household.</summary>
    Household,

    /// <summary>An open report.</summary>
    Report,
}

/// <summary>A line of a re-assignment's history: references and codes only.</summary>
/// <param name="What">What was moved.</param>
/// <param name="Id">Its id.</param>
/// <param name="From">Its areas before, topmost first, between slashes; empty for none.</param>
/// <param name="To">Its areas after.</param>
/// <param name="FromAssignee">A report's assignee before, by its key; null for none.</param>
/// <param name="ToAssignee">A report's assignee after.</param>
/// <param name="Generation">The generation by which.</param>
public sealed record PlaceChange(MovedThing What, string Id, string From, string To, string? FromAssignee, string? ToAssignee, int Generation)
{
    /// <summary>The name of the file that holds the lines.</summary>
    public const string FileName = "changes.ndjson";

    /// <summary>The media type of that file.</summary>
    public const string ContentType = "application/x-ndjson";

    /// <summary>A household's.</summary>
    public static PlaceChange Of(Household household, Place to)
        => new(MovedThing.Household, household.Id, PathOf(household.Areas), PathOf(to.Codes), null, null, to.Generation);

    /// <summary>A report's.</summary>
    public static PlaceChange Of(Report report, Assignment to)
        => new(MovedThing.Report, report.Id, PathOf(report.Areas), PathOf(to.Place.Codes), report.Assignee, report.Dispatched is null ? to.Assignee?.Key : report.Assignee, to.Place.Generation);

    /// <summary>The line as it stands in the file.</summary>
    public string ToLine() => JsonSerializer.Serialize(this, DomainJson.Default.PlaceChange) + "\n";

    // Codes hold no slashes.
    private static string PathOf(IReadOnlyList<string> codes) => string.Join('/', codes);
}

/// <summary>How many go from some areas to others.</summary>
/// <param name="From">The areas before, topmost first, between slashes; empty for none.</param>
/// <param name="To">The areas after.</param>
/// <param name="Households">Households; null where the reader may not see counts of them.</param>
/// <param name="Reports">Open reports.</param>
public sealed record AreaMoves(string From, string To, long? Households, long Reports);

/// <summary>How many open reports go from one assignee to another.</summary>
/// <param name="From">The assignee's key; null for none.</param>
/// <param name="To">The assignee's key; null for none.</param>
/// <param name="Reports">Open reports.</param>
public sealed record AssigneeMoves(string? From, string? To, long Reports);

/// <summary>Counts from whom to whom.</summary>
/// <param name="Households">Households in all; null where the reader may not see counts of them.</param>
/// <param name="Reports">Open reports in all.</param>
/// <param name="Areas">By areas, in the order of their codes.</param>
/// <param name="Assignees">By assignees, those that stay with theirs left out.</param>
public sealed record ReassignmentSummary(long? Households, long Reports, IReadOnlyList<AreaMoves> Areas, IReadOnlyList<AssigneeMoves> Assignees)
{
    /// <summary>The name of the file that holds it.</summary>
    public const string FileName = "summary.json";

    /// <summary>The same without what was counted of households.</summary>
    public ReassignmentSummary WithoutHouseholds() => this with
    {
        Households = null,
        Areas = [.. Areas.Where(a => a.Reports > 0).Select(a => a with { Households = null })],
    };
}

/// <summary>Adds changes up.</summary>
public sealed class ReassignmentTally
{
    private readonly SortedDictionary<(string From, string To), (long Households, long Reports)> areas = new(Comparer<(string From, string To)>.Create(
        (x, y) => string.CompareOrdinal(x.From, y.From) is var c and not 0 ? c : string.CompareOrdinal(x.To, y.To)));

    private readonly Dictionary<(string? From, string? To), long> assignees = [];

    /// <summary>Counts one.</summary>
    public void Add(PlaceChange change)
    {
        var (households, reports) = areas.GetValueOrDefault((change.From, change.To));
        bool isReport = change.What == MovedThing.Report;
        areas[(change.From, change.To)] = isReport ? (households, reports + 1) : (households + 1, reports);
        if (isReport && change.FromAssignee != change.ToAssignee)
        {
            assignees[(change.FromAssignee, change.ToAssignee)] = assignees.GetValueOrDefault((change.FromAssignee, change.ToAssignee)) + 1;
        }
    }

    /// <summary>Counts every line of a file.</summary>
    public async Task AddAsync(Stream lines, CancellationToken cancellationToken)
    {
        using StreamReader reader = new(lines, Encoding.UTF8);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            Add(JsonSerializer.Deserialize(line, DomainJson.Default.PlaceChange)!);
        }
    }

    /// <summary>The sums.</summary>
    public ReassignmentSummary ToSummary() => new(
        areas.Values.Sum(a => a.Households),
        areas.Values.Sum(a => a.Reports),
        [.. areas.Select(a => new AreaMoves(a.Key.From, a.Key.To, a.Value.Households, a.Value.Reports))],
        [.. assignees.OrderBy(a => a.Key.From, StringComparer.Ordinal).ThenBy(a => a.Key.To, StringComparer.Ordinal).Select(a => new AssigneeMoves(a.Key.From, a.Key.To, a.Value))]);
}
