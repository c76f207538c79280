using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace GridSteward.SelfHost;

/// <summary>The runtime's own settings, section <c>GridSteward</c>.</summary>
/// <param name="DataFolder">Where timer status and locks lie, under <c>timers/</c>. Default <c>data</c> under the current directory.</param>
/// <param name="DrainTime">How long work in flight may go on at shutdown before it is cancelled. Default 30 s.</param>
/// <param name="RunTimers">Whether this process runs timers on schedule. Default true.</param>
internal sealed record SelfHostOptions(string DataFolder, TimeSpan DrainTime, bool RunTimers)
{
    private static readonly TimeSpan LongestDrain = TimeSpan.FromHours(1);

    public static SelfHostOptions Read(IConfiguration configuration, ICollection<string> faults)
    {
        var section = configuration.GetSection("GridSteward");
        var drain = TimeSpan.FromSeconds(30);
        if (section["DrainTime"] is { Length: > 0 } text
            && !(TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out drain) && drain >= TimeSpan.Zero && drain <= LongestDrain))
        {
            faults.Add($"GridSteward:DrainTime is '{text}'; it must be a time such as 00:00:30, at most one hour.");
        }

        var timers = true;
        if (section["RunTimers"] is { Length: > 0 } run && !bool.TryParse(run, out timers))
        {
            faults.Add($"GridSteward:RunTimers is '{run}'; it must be true or false.");
        }

        return new SelfHostOptions(Path.GetFullPath(section["DataFolder"] is { Length: > 0 } folder ? folder : "data"), drain, timers);
    }
}
