using System.Globalization;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Coverage;

/// <summary>Says that the coverage report of a local day was made, and where its files are. It is written last: what it names is whole.</summary>
public sealed record CoverageEntry : JurisdictionDocument
{
    /// <inheritdoc/>
    public override string Type => "coverage";

    /// <summary>The local day, as <c>yyyy-MM-dd</c>.</summary>
    public required string Date { get; init; }

    /// <summary>The moment as of which it was judged; null in entries of the first release, whose <see cref="GeneratedAt"/> it was.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset GeneratedAt { get; init; }

    /// <summary>The areas' generation.</summary>
    public required int Generation { get; init; }

    /// <summary>The blob with the report as JSON.</summary>
    public required string Blob { get; init; }

    /// <summary>Under which name its files lie; null in entries of the first release, which had but the one.</summary>
    public string? Folder { get; init; }

    /// <summary>The id of a day's report.</summary>
    public static string IdOf(DateOnly day) => "coverage." + TextOf(day);

    /// <summary>A day as documents and files spell it.</summary>
    public static string TextOf(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
