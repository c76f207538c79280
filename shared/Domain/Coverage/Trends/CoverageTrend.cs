using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Coverage.Trends;

/// <summary>
/// The nightly figures of some areas of a jurisdiction in one month. Areas are spread over a fixed number of shelves by their codes, so that one area's year is
/// thirteen point reads of small documents, and a night writes at most as many documents as there are shelves.
/// </summary>
public sealed record CoverageTrend : JurisdictionDocument
{
    /// <summary>How many shelves there are.</summary>
    public const int Shelves = 64;

    /// <summary>The shelf of the whole jurisdiction.</summary>
    public const int WholeShelf = 0;

    /// <inheritdoc/>
    public override string Type => "coverageTrend";

    /// <summary>The month, as <c>yyyy-MM</c>.</summary>
    public required string Month { get; init; }

    /// <summary>The nights of the whole jurisdiction, where this is its shelf.</summary>
    public byte[]? Whole { get; init; }

    /// <summary>The nights of areas by code.</summary>
    public IReadOnlyDictionary<string, byte[]> Areas { get; init; } = new Dictionary<string, byte[]>();

    /// <summary>The shelf of an area.</summary>
    public static int ShelfOf(string area) => SHA256.HashData(Encoding.UTF8.GetBytes(area))[0] % Shelves;

    /// <summary>The id of a month's shelf.</summary>
    public static string IdOf(DateOnly month, int shelf) => string.Create(CultureInfo.InvariantCulture, $"trend.{MonthOf(month)}.{shelf:00}");

    /// <summary>The month of a day, as <c>yyyy-MM</c>.</summary>
    public static string MonthOf(DateOnly day) => day.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}
