using System.Text;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Limits;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Tests.Limits;

/// <summary>Permits over several instances, kills and repetitions.</summary>
public sealed class RateLimiterTests : IDisposable
{
    private static readonly RateQuota Address = new("reports from one address", "203.0.113.77", 60);

    private readonly World world = new();

    public void Dispose() => world.Dispose();

    private RateLimiter NewInstance() => new(world.Engine, world.Clock);

    private RateLimiter Hooked() => new(world.Store, world.Clock);

    [Fact]
    public async Task Sixty_of_three_hundred_at_once_on_three_instances_get_one_and_the_rest_hear_when_to_come_again()
    {
        RateLimiter[] instances = [NewInstance(), NewInstance(), NewInstance()];
        RateAnswer[] answers = await Task.WhenAll(Enumerable.Range(0, 300).Select(i => Task.Run(() => instances[i % 3].TakeAsync([Address], World.Ct))));
        Assert.Equal(60, answers.Count(a => a.Quota is null));
        Assert.All(answers.Where(a => a.Quota is not null), a => Assert.Equal(TimeSpan.FromHours(1), a.RetryAfter));
        world.Clock.Now += TimeSpan.FromHours(1);
        Assert.Null((await instances[0].TakeAsync([Address], World.Ct)).Quota);
    }

    [Fact]
    public async Task Sixty_four_at_once_in_one_instance_cost_few_writes_and_a_refusal_costs_none()
    {
        RateLimiter limiter = Hooked();
        await limiter.KeyOfAsync(Address, World.Ct);
        world.Store.BeforeCommit = _ => Task.Delay(20);
        await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => limiter.TakeAsync([Address with { PerHour = 1000 }], World.Ct)));
        Assert.InRange(world.Store.Committed.Count(b => b.Container == Container.Directory), 2, 10);
        world.Store.Committed.Clear();
        Assert.NotNull((await limiter.TakeAsync([Address], World.Ct)).Quota);
        Assert.DoesNotContain(world.Store.Committed, b => b.Operations.Any(o => o.Kind == Kinds.RateWindow));
    }

    [Fact]
    public async Task What_one_quota_refuses_takes_nothing_of_the_other()
    {
        RateLimiter limiter = NewInstance();
        RateQuota device = new("reports from one device", "device", 2), other = device with { Who = "other" };
        foreach (bool granted in new[] { true, true, false, false })
        {
            RateAnswer answer = await limiter.TakeAsync([Address with { PerHour = 3 }, device], World.Ct);
            Assert.Equal(granted ? null : device, answer.Quota);
        }

        Assert.Null((await limiter.TakeAsync([Address with { PerHour = 3 }, other], World.Ct)).Quota);
        Assert.Equal(Address.What, (await limiter.TakeAsync([Address with { PerHour = 3 }, other], World.Ct)).Quota?.What);
    }

    [Fact]
    public async Task Who_it_was_is_nowhere_in_the_store_and_every_instance_names_them_alike()
    {
        RateLimiter limiter = Hooked();
        await limiter.TakeAsync([Address], World.Ct);
        Assert.All(world.Store.Committed, b => Assert.All(b.Operations, o => Assert.DoesNotContain(Address.Who, Encoding.UTF8.GetString(o.Body.Span) + b.Partition, StringComparison.Ordinal)));
        string key = await limiter.KeyOfAsync(Address, World.Ct);
        Assert.Equal(key, await NewInstance().KeyOfAsync(Address, World.Ct));
        Assert.NotEqual(key, await limiter.KeyOfAsync(Address with { Who = "203.0.113.78" }, World.Ct));
        Assert.NotEqual(key, await limiter.KeyOfAsync(Address with { What = "changes" }, World.Ct));
        RateWindow window = Assert.Single(await world.AllAsync(Kinds.RateWindow, key));
        Assert.InRange(window.Ttl!.Value, 3600, 3700);
        world.Clock.Now += TimeSpan.FromSeconds(window.Ttl.Value + 1);
        Assert.Empty(await world.AllAsync(Kinds.RateWindow, key));
        Assert.Null((await limiter.TakeAsync([Address], World.Ct)).Quota);
    }

    [Fact]
    public async Task Instances_that_always_meet_give_the_permit_uncounted_rather_than_lose_a_report()
    {
        RateLimiter limiter = Hooked(), other = NewInstance();
        await limiter.TakeAsync([Address], World.Ct);
        world.Store.BeforeCommit = async b =>
        {
            if (b.Operations.Any(o => o.Kind == Kinds.RateWindow))
            {
                await other.TakeAsync([Address], World.Ct);
            }
        };
        Assert.Null((await limiter.TakeAsync([Address], World.Ct)).Quota);
    }

    [Fact]
    public async Task A_store_that_does_not_answer_is_told_to_all_who_wait_and_the_next_one_begins_anew()
    {
        RateLimiter limiter = Hooked();
        await limiter.KeyOfAsync(Address, World.Ct);
        world.Store.BeforeCommit = _ => throw new StoreUnavailableException("busy", TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => limiter.TakeAsync([Address], World.Ct));
        world.Store.BeforeCommit = _ => Task.CompletedTask;
        Assert.Null((await limiter.TakeAsync([Address], World.Ct)).Quota);
    }

    [Fact]
    public async Task A_repetition_takes_nothing_also_of_a_report_that_was_only_begun_and_bad_input_takes_nothing()
    {
        await world.AddTownAsync(Town.Settings(), Town.Squares());
        RateTicket ticket = new(NewInstance(), [Address with { PerHour = 1 }]);
        Assert.IsType<Outcome<SubmittedReport>.Invalid>(await SubmitAsync(World.Hazard(0.5, 0.5) with { Category = "none" }, "bad", ticket));
        world.Store.KillBefore(b => b.Container == Container.Reports);
        await Assert.ThrowsAsync<KilledException>(() => SubmitAsync(World.Hazard(0.5, 0.5), "k", ticket));
        Expect.Fresh(await SubmitAsync(World.Hazard(0.5, 0.5), "k", ticket));
        Expect.Replayed(await SubmitAsync(World.Hazard(0.5, 0.5), "k", ticket));
        var refused = Assert.IsType<Outcome<SubmittedReport>.Limited>(await SubmitAsync(World.Hazard(0.5, 0.5), "other", ticket));
        Assert.Equal(TimeSpan.FromHours(1), refused.RetryAfter);
        Assert.Empty(await world.AllAsync(Kinds.Reservation, World.Key("other").DirectoryKey));
        Assert.Single(await world.ReportsAsync("town"));
    }

    [Fact]
    public async Task One_report_sent_many_times_at_once_takes_one_permit()
    {
        await world.AddTownAsync(Town.Settings(), Town.Squares());
        RateTicket ticket = new(NewInstance(), [Address]);
        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(
            async () => Expect.Done(await world.Beside.Submit.RunAsync(World.Hazard(0.5, 0.5), World.Key("k"), Acting.Program, ticket, World.Ct)))));
        string key = await ticket.Limiter.KeyOfAsync(Address, World.Ct);
        Assert.Equal(59, Assert.Single(await world.AllAsync(Kinds.RateWindow, key)).LeftOf(60));
    }

    private Task<Outcome<SubmittedReport>> SubmitAsync(ReportSubmission submission, string key, RateTicket ticket)
        => world.Here.Submit.RunAsync(submission, World.Key(key), Acting.Program, ticket, World.Ct);
}
