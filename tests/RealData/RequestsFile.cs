using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using GridSteward.Geo;

namespace GridSteward.RealData;

/// <summary>A service request of the file.</summary>
/// <param name="Key">Its id, made unique; the idempotency key follows from it.</param>
/// <param name="Point">Where it is; null where the file does not say, or not in degrees.</param>
/// <param name="Type">The city's own category.</param>
/// <param name="Created">When it was made; null where the file does not say.</param>
/// <param name="Recorded">The area that the city itself recorded, by code or by name; empty where it recorded none.</param>
/// <param name="Status">What the city says became of it; empty where the file does not say.</param>
internal sealed record CityRequest(string Key, Wgs84Point? Point, string Type, DateTimeOffset? Created, string Recorded, string Status);

/// <summary>Reads service requests from a CSV file in UTF-8, with or without a byte order mark.</summary>
internal sealed class RequestsFile
{
    private readonly RequestColumns columns;
    private readonly TimeZoneInfo zone;
    private readonly Dictionary<string, int> seen = new(StringComparer.Ordinal);

    private RequestsFile(RequestColumns columns, TimeZoneInfo zone)
    {
        this.columns = columns;
        this.zone = zone;
    }

    /// <summary>All requests, in the order of the file.</summary>
    public List<CityRequest> Rows { get; } = [];

    /// <summary>Rows whose location is not a longitude and a latitude in degrees; they are taken as without one.</summary>
    public int UnreadableLocations { get; private set; }

    /// <summary>Rows whose time could not be read; they are taken as without one.</summary>
    public int UnreadableTimes { get; private set; }

    public static RequestsFile Read(RequestColumns columns, string timeZone)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out TimeZoneInfo? zone))
        {
            throw new UnusableException($"--time-zone: this machine knows no zone '{timeZone}'.");
        }

        if (!File.Exists(columns.File))
        {
            throw new UnusableException($"--requests: there is no file {columns.File}.");
        }

        var file = new RequestsFile(columns, zone);
        using var reader = new StreamReader(columns.File); // takes a byte order mark off
        using var csv = new CsvReader(reader, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = columns.Delimiter,
            TrimOptions = TrimOptions.Trim,
            MissingFieldFound = null,
            BadDataFound = null,
        });
        if (!csv.Read() || !csv.ReadHeader())
        {
            throw new UnusableException($"{columns.File} is empty.");
        }

        string?[] wanted = [columns.Id, columns.Latitude, columns.Longitude, columns.Type, columns.Created, columns.Recorded, columns.RecordedName, columns.Status];
        string[] missing = [.. wanted.OfType<string>().Where(w => !csv.HeaderRecord!.Contains(w))];
        if (missing.Length > 0)
        {
            throw new UnusableException($"{columns.File} has no column {string.Join(", ", missing)}; it has {string.Join(", ", csv.HeaderRecord!)}. Is --delimiter right?");
        }

        while (csv.Read())
        {
            file.Rows.Add(file.Row(csv));
        }

        return file;
    }

    private CityRequest Row(CsvReader csv)
    {
        string id = Field(csv, columns.Id) is { Length: > 0 } own ? own : $"row {Rows.Count + 1}";
        int times = seen[id] = seen.GetValueOrDefault(id) + 1;
        return new CityRequest(
            times == 1 ? id : $"{id} #{times}",
            Location(Field(csv, columns.Latitude), Field(csv, columns.Longitude)),
            Field(csv, columns.Type),
            Time(Field(csv, columns.Created)),
            Field(csv, columns.Recorded ?? columns.RecordedName),
            Field(csv, columns.Status));
    }

    private static string Field(CsvReader csv, string? column) => column is null ? "" : csv.GetField(column) ?? "";

    private Wgs84Point? Location(string latitude, string longitude)
    {
        if (latitude.Length == 0 && longitude.Length == 0)
        {
            return null;
        }

        if (Degrees(latitude) is { } lat && Degrees(longitude) is { } lon && Math.Abs(lat) <= 90 && Math.Abs(lon) <= 180)
        {
            return new Wgs84Point(lon, lat);
        }

        UnreadableLocations++;
        return null;
    }

    /// <summary>A number with a point, or with a comma for one.</summary>
    private static double? Degrees(string text)
        => double.TryParse(text.Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out double degrees) && double.IsFinite(degrees) ? degrees : null;

    private DateTimeOffset? Time(string text)
    {
        if (text.Length == 0)
        {
            return null;
        }

        // Kind tells whether the text named a zone; one that did comes out in UTC.
        const DateTimeStyles style = DateTimeStyles.AdjustToUniversal;
        if (columns.CreatedFormat is { } format
            ? DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, style, out DateTime time)
            : DateTime.TryParse(text, CultureInfo.InvariantCulture, style, out time))
        {
            return time.Kind == DateTimeKind.Utc ? new DateTimeOffset(time) : new DateTimeOffset(time, zone.GetUtcOffset(time));
        }

        UnreadableTimes++;
        return null;
    }
}
