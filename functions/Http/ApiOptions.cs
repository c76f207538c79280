using System.ComponentModel.DataAnnotations;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Photos;

namespace GridSteward.Functions.Http;

/// <summary>Settings of the HTTP side, section <c>GridSteward</c>.</summary>
public sealed class ApiOptions
{
    public const string Section = "GridSteward";

    private const int Megabyte = 1024 * 1024;

    /// <summary>The address that people and phones use, without a trailing slash; null takes it from the server or the request.</summary>
    [Url(ErrorMessage = "GridSteward:PublicUrl must be an absolute http(s) address.")]
    public string? PublicUrl { get; set; }

    /// <summary>Origins whose pages may use the API, comma-separated; <c>*</c> for all, empty for none.</summary>
    public string CorsOrigins { get; set; } = "*";

    /// <summary>
    /// Proxies whose X-Forwarded-For is believed, as addresses or networks (10.0.0.0/8) with commas between; empty for none beyond this machine itself.
    /// </summary>
    public string TrustedProxies { get; set; } = "";

    /// <summary>
    /// A header that holds the client's address, set by a front door that nobody can come past (Azure Front Door: <c>X-Azure-SocketIP</c>); empty where there is
    /// none. It is believed from anybody.
    /// </summary>
    public string ClientAddressHeader { get; set; } = "";

    /// <summary>How many megabytes the areas of all jurisdictions together may take in memory.</summary>
    [Range(16, 65536, ErrorMessage = "GridSteward:AreaMemoryMegabytes must be 16 to 65536.")]
    public int AreaMemoryMegabytes { get; set; } = 512;

    /// <summary>The most bytes of a photo as it is sent, in megabytes.</summary>
    [Range(1, 50, ErrorMessage = "GridSteward:PhotoMegabytes must be 1 to 50.")]
    public int PhotoMegabytes { get; set; } = PhotoLimits.Default.MaxBytes / Megabyte;

    /// <summary>The most pixels of a photo, in millions.</summary>
    [Range(1, 200, ErrorMessage = "GridSteward:PhotoMegapixels must be 1 to 200.")]
    public int PhotoMegapixels { get; set; } = (int)(PhotoLimits.Default.MaxPixels / 1_000_000);

    /// <summary>How large photos may be.</summary>
    public PhotoLimits PhotoLimits => new(PhotoMegabytes * Megabyte, PhotoMegapixels * 1_000_000L);

    /// <summary>How many seconds nobody else takes a job whose worker has not been heard of.</summary>
    [Range(1, 3600, ErrorMessage = "GridSteward:JobLeaseSeconds must be 1 to 3600.")]
    public int JobLeaseSeconds { get; set; } = (int)JobRun.LeaseTime.TotalSeconds;

    /// <summary>A folder with calendars of holidays beside those that come with the program: new years, or calendars of one's own; null for none.</summary>
    public string? CalendarFolder { get; set; }
}
