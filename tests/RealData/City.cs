namespace GridSteward.RealData;

/// <summary>A city's files and how to read them.</summary>
/// <param name="Jurisdiction">The code under which it is imported.</param>
/// <param name="Title">Its name.</param>
/// <param name="TimeZone">IANA; of the jurisdiction, and of times without a zone.</param>
/// <param name="ToleranceMetres">How far outside every area the nearest one still takes a point.</param>
/// <param name="Areas">Its areas.</param>
/// <param name="Requests">Its service requests.</param>
internal sealed record City(string Jurisdiction, string Title, string TimeZone, double ToleranceMetres, AreaColumns Areas, RequestColumns Requests)
{
    /// <summary>What a coverage report is made of; null where none is wanted.</summary>
    public CoverageWish? Coverage { get; init; }
}

/// <summary>What a coverage report is made of, beside areas and requests.</summary>
/// <param name="Wholes">The areas of which the city's areas are parts; null for one level.</param>
/// <param name="Resolved">What the status column says of what was done; any case.</param>
/// <param name="Refused">What it says of what was cancelled or sent elsewhere; any case.</param>
/// <param name="Out">The folder into which the report's files go; null for nowhere.</param>
internal sealed record CoverageWish(AreaColumns? Wholes, IReadOnlySet<string> Resolved, IReadOnlySet<string> Refused, string? Out);

/// <summary>Which feature properties of the areas' GeoJSON hold what.</summary>
internal sealed record AreaColumns(string File, string Code, string Name, string Level);

/// <summary>Which columns of the requests' CSV hold what; null where the file has none.</summary>
internal sealed record RequestColumns(
    string File, string? Id, string Latitude, string Longitude, string? Type, string? Created, string? CreatedFormat, string? Recorded, string? RecordedName, string Delimiter)
{
    /// <summary>The column of what became of it.</summary>
    public string? Status { get; init; }
}

/// <summary>How much is posted, and how.</summary>
/// <param name="Max">At most this many rows; null for all.</param>
/// <param name="Clients">How many requests are under way at once.</param>
/// <param name="Twice">Whether all is posted a second time.</param>
internal sealed record Load(int? Max, int Clients, bool Twice);

/// <summary>The files, the options or the server do not allow a run; the message says what to change.</summary>
internal sealed class UnusableException(string message) : Exception(message);
