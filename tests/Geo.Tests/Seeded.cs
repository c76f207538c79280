using FsCheck;

namespace GridSteward.Geo.Tests;

/// <summary>How properties are checked: with the same cases in every run.</summary>
internal static class Seeded
{
    public static Config Config { get; } = Config.QuickThrowOnFailure.WithReplay(20260522UL, 4101UL).WithQuietOnSuccess(true);
}
