using FsCheck;
using FsCheck.Fluent;

namespace GridSteward.Domain.Tests.Worlds;

/// <summary>Properties over seeds, always the same ones, so that a failure comes again.</summary>
internal static class Check
{
    private static readonly Config Fixed = Config.QuickThrowOnFailure.WithReplay(20260301UL, 8101UL).WithQuietOnSuccess(true);

    public static void ForSeeds(int count, Action<Random> holds) => Prop
        .ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed => holds(new Random(seed)))
        .Check(Fixed.WithMaxTest(count));

    public static T Pick<T>(this Random random, params IReadOnlyList<T> from) => from[random.Next(from.Count)];

    public static List<T> Some<T>(this Random random, IEnumerable<T> from) => [.. from.Where(_ => random.Next(2) == 0)];

    public static T[] Shuffled<T>(this Random random, IEnumerable<T> from)
    {
        T[] all = [.. from];
        random.Shuffle(all);
        return all;
    }
}
