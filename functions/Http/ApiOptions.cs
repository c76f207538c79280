using System.ComponentModel.DataAnnotations;
using GridSteward.Domain.Jobs;

namespace GridSteward.Functions.Http;

/// <summary>Settings of the HTTP side, section <c>GridSteward</c>.</summary>
public sealed class ApiOptions
{
    public const string Section = "GridSteward";

    /// <summary>The address that people and phones use, without a trailing slash; null takes it from the server or the request.</summary>
    [Url(ErrorMessage = "GridSteward:PublicUrl must be an absolute http(s) address.")]
    public string? PublicUrl { get; set; }

    /// <summary>Origins whose pages may use the API, comma-separated; <c>*</c> for all, empty for none.</summary>
    public string CorsOrigins { get; set; } = "*";

    /// <summary>
    /// Proxies whose X-Forwarded-For is believed, as addresses or networks (10.0.0.0/8) with commas between; empty for none beyond this machine itself.
    /// </summary>
    public string TrustedProxies { get; set; } = "";

    /// <summary>How many megabytes the areas of all jurisdictions together may take in memory.</summary>
    [Range(16, 65536, ErrorMessage = "GridSteward:AreaMemoryMegabytes must be 16 to 65536.")]
    public int AreaMemoryMegabytes { get; set; } = 512;

    /// <summary>How many seconds nobody else takes a job whose worker has not been heard of.</summary>
    [Range(1, 3600, ErrorMessage = "GridSteward:JobLeaseSeconds must be 1 to 3600.")]
    public int JobLeaseSeconds { get; set; } = (int)JobRun.LeaseTime.TotalSeconds;
}
