using GridSteward.Domain.Limits;

namespace GridSteward.Domain.Tests.Limits;

public sealed class RateWindowTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_permit_comes_back_an_hour_after_it_was_taken_to_the_moment()
    {
        RateWindow window = RateWindow.Of("k").With(2, 3, Start).With(1, 3, Start.AddMinutes(10));
        Assert.Equal(0, window.At(Start.AddMinutes(30)).LeftOf(3));
        Assert.Equal(TimeSpan.FromMinutes(30), window.WaitFor(3, Start.AddMinutes(30)));
        Assert.Equal(0, window.At(Start.AddHours(1).AddTicks(-1)).LeftOf(3));
        Assert.Equal(2, window.At(Start.AddHours(1)).LeftOf(3));
        Assert.Equal(3, window.At(Start.AddMinutes(70)).LeftOf(3));
        Assert.Equal(TimeSpan.Zero, window.At(Start.AddHours(1)).WaitFor(3, Start.AddHours(1)));
    }

    [Fact]
    public void A_lower_limit_than_was_taken_by_waits_until_enough_is_gone()
    {
        RateWindow window = RateWindow.Of("k").With(2, 60, Start).With(2, 60, Start.AddMinutes(1)).With(2, 60, Start.AddMinutes(2));
        Assert.Equal(Start.AddMinutes(61) - Start.AddMinutes(3), window.WaitFor(3, Start.AddMinutes(3)));
        Assert.Equal(TimeSpan.Zero, window.WaitFor(7, Start.AddMinutes(3)));
    }

    [Fact]
    public void What_is_given_back_was_the_latest()
    {
        RateWindow window = RateWindow.Of("k").With(1, 3, Start).With(2, 3, Start.AddMinutes(1));
        Assert.Equal([new(Start, 1), new(Start.AddMinutes(1), 1)], window.WithoutOne().Taken);
        Assert.Equal([new(Start, 1)], window.WithoutOne().WithoutOne().Taken);
        Assert.Empty(window.WithoutOne().WithoutOne().WithoutOne().WithoutOne().Taken);
    }

    /// <summary>The oracle keeps every permit by itself. Up to 120 in an hour the window is exact; above, never more generous, and late by half a minute at most.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(60)]
    [InlineData(120)]
    [InlineData(121)]
    [InlineData(5000)]
    public void It_gives_what_a_list_of_all_permits_gives(int limit)
        => Check.ForSeeds(20, random =>
        {
            RateWindow window = RateWindow.Of("k");
            List<DateTimeOffset> taken = [];
            DateTimeOffset now = Start;
            for (int i = 0; i < 400; i++)
            {
                now += TimeSpan.FromSeconds(random.Next(0, 90));
                window = window.At(now);
                int left = limit - taken.Count(t => now - t < RateWindow.Length), leftLater = limit - taken.Count(t => now - t < RateWindow.Length + TimeSpan.FromSeconds(30));
                if (limit <= RateWindow.Exact)
                {
                    Assert.Equal(left, window.LeftOf(limit));
                }
                else
                {
                    Assert.InRange(window.LeftOf(limit), leftLater, left);
                }

                int wanted = Math.Min(random.Next(0, Math.Max(2, limit / 20)), window.LeftOf(limit));
                if (wanted > 0)
                {
                    window = window.With(wanted, limit, now);
                    taken.AddRange(Enumerable.Repeat(now, wanted));
                }

                Assert.InRange(window.Taken.Count, 0, RateWindow.Exact + 1);
            }
        });
}
