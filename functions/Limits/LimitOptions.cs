using System.ComponentModel.DataAnnotations;

namespace GridSteward.Functions.Limits;

/// <summary>How much somebody without an account may send in any hour, section <c>GridSteward:Limits</c>; 0 is no limit.</summary>
public sealed class LimitOptions
{
    public const string Section = "GridSteward:Limits";

    private const int Most = 1_000_000;

    /// <summary>Reports from one address: an IPv4 address, or the /64 of an IPv6 address.</summary>
    [Range(0, Most, ErrorMessage = "GridSteward:Limits:ReportsPerAddress must be 0 to 1000000.")]
    public int ReportsPerAddress { get; set; } = 60;

    /// <summary>Reports from one device, where it says by X-Device-Id which it is.</summary>
    [Range(0, Most, ErrorMessage = "GridSteward:Limits:ReportsPerDevice must be 0 to 1000000.")]
    public int ReportsPerDevice { get; set; } = 60;

    /// <summary>What is done by reporters' links from one address.</summary>
    [Range(0, Most, ErrorMessage = "GridSteward:Limits:LinkWritesPerAddress must be 0 to 1000000.")]
    public int LinkWritesPerAddress { get; set; } = 300;

    /// <summary>Searches for similar reports from one address.</summary>
    [Range(0, Most, ErrorMessage = "GridSteward:Limits:SearchesPerAddress must be 0 to 1000000.")]
    public int SearchesPerAddress { get; set; } = 300;
}
