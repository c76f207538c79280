using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GridSteward.SelfHost.Tests;

public class TimerTests
{
    private static readonly DateTimeOffset Noon = new(2026, 8, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly FakeClock _clock = new(Noon);
    private readonly Runs _runs = new();
    private readonly string _data = TestFolder.Create();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task A_timer_runs_at_each_occurrence_and_knows_its_status()
    {
        await using var host = await StartAsync("0 30 * * * *");
        await _clock.SetAndSettleAsync(Noon.AddMinutes(29).AddSeconds(59));
        Assert.True(_runs.IsEmpty);
        await _clock.SetAndSettleAsync(Noon.AddMinutes(30));
        var first = await _runs.NextAsync();
        Assert.False(first.IsPastDue);
        Assert.Equal(Noon.AddMinutes(30).UtcDateTime, first.ScheduleStatus!.Next);
        Assert.Equal(default, first.ScheduleStatus.Last);
        await _clock.SetAndSettleAsync(Noon.AddMinutes(90));
        var second = await _runs.NextAsync();
        Assert.Equal(Noon.AddMinutes(30).UtcDateTime, second.ScheduleStatus!.Last);
        Assert.Equal(Noon.AddMinutes(90).UtcDateTime, second.ScheduleStatus.Next);
        Assert.Equal(DateTimeKind.Utc, second.ScheduleStatus.Next.Kind);
        Assert.True(_runs.IsEmpty);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_new_timer_does_not_run_when_the_app_starts()
    {
        await using var host = await StartAsync("0 0 1 * * *");
        await _clock.WaitedForAsync(1);
        Assert.True(_runs.IsEmpty);
        Assert.True(File.Exists(Path.Combine(_data, "timers", "recorded.json")));
    }

    [Fact(Timeout = 120_000)]
    public async Task What_was_missed_while_nobody_ran_is_caught_up_once()
    {
        await using (await StartAsync("0 0 1 * * *"))
        {
            await _clock.WaitedForAsync(1);
        }

        _clock.Set(Noon.AddDays(3));
        await using (await StartAsync("0 0 1 * * *"))
        {
            var caughtUp = await _runs.NextAsync();
            Assert.True(caughtUp.IsPastDue);
            Assert.Equal(new DateTime(2026, 8, 2, 1, 0, 0, DateTimeKind.Utc), caughtUp.ScheduleStatus!.Next);
            await _clock.WaitedForAsync(1);
            Assert.True(_runs.IsEmpty);
        }

        await using (await StartAsync("0 0 1 * * *"))
        {
            await _clock.WaitedForAsync(1);
            Assert.True(_runs.IsEmpty);
            await _clock.SetAndSettleAsync(new DateTimeOffset(2026, 8, 5, 1, 0, 0, TimeSpan.Zero));
            Assert.False((await _runs.NextAsync()).IsPastDue);
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task A_changed_schedule_is_not_caught_up()
    {
        await using (await StartAsync("0 0 1 * * *"))
        {
            await _clock.WaitedForAsync(1);
        }

        _clock.Set(Noon.AddDays(3));
        await using var host = await StartAsync("0 0 2 * * *");
        await _clock.WaitedForAsync(1);
        Assert.True(_runs.IsEmpty);
        await _clock.SetAndSettleAsync(new DateTimeOffset(2026, 8, 5, 2, 0, 0, TimeSpan.Zero));
        Assert.False((await _runs.NextAsync()).IsPastDue);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_schedule_that_is_only_written_differently_has_not_changed()
    {
        await using (await StartAsync("0 0 1 * * *"))
        {
            await _clock.WaitedForAsync(1);
        }

        _clock.Set(Noon.AddDays(3));
        await using var host = await StartAsync(" 0  0 1 * * * ");
        Assert.True((await _runs.NextAsync()).IsPastDue);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_failed_run_is_logged_once_and_not_repeated()
    {
        _runs.During = () => throw new InvalidOperationException("no coverage today");
        await using (var host = await StartAsync("0 0 1 * * *"))
        {
            await _clock.SetAndSettleAsync(new DateTimeOffset(2026, 8, 2, 1, 0, 0, TimeSpan.Zero));
            await _runs.NextAsync();
            Assert.True(_runs.IsEmpty);
            Assert.Single(host.Logs.Entries, entry => entry.Fault is InvalidOperationException { Message: "no coverage today" });
        }

        await using var again = await StartAsync("0 0 1 * * *");
        await _clock.WaitedForAsync(1);
        Assert.True(_runs.IsEmpty);
        await _clock.SetAndSettleAsync(new DateTimeOffset(2026, 8, 3, 1, 0, 0, TimeSpan.Zero));
        Assert.False((await _runs.NextAsync()).IsPastDue);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_run_that_outlasts_its_next_occurrence_delays_it_and_never_runs_beside_it()
    {
        var first = new TaskCompletionSource();
        _runs.During = () => first.Task;
        await using var host = await StartAsync("0 */5 * * * *");
        await _clock.WaitedForAsync(1);
        _clock.Set(Noon.AddMinutes(5));
        await _runs.NextAsync();
        _clock.Set(Noon.AddMinutes(17));
        Assert.True(_runs.IsEmpty);
        _runs.During = () => Task.CompletedTask;
        first.SetResult();
        Assert.False((await _runs.NextAsync()).IsPastDue);
        await _clock.WaitedForAsync(1);
        Assert.True(_runs.IsEmpty);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_sub_minute_schedule_keeps_no_status()
    {
        await using var host = await StartAsync("*/10 * * * * *");
        await _clock.SetAndSettleAsync(Noon.AddSeconds(10));
        Assert.Null((await _runs.NextAsync()).ScheduleStatus);
        Assert.False(File.Exists(Path.Combine(_data, "timers", "recorded.json")));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_timer_that_is_not_monitored_keeps_no_status_and_catches_nothing_up()
    {
        await using (await StartAsync("0 0 1 * * *", typeof(Unmonitored)))
        {
            await _clock.WaitedForAsync(1);
        }

        _clock.Set(Noon.AddDays(3));
        await using var host = await StartAsync("0 0 1 * * *", typeof(Unmonitored));
        await _clock.WaitedForAsync(1);
        Assert.True(_runs.IsEmpty);
        await _clock.SetAndSettleAsync(new DateTimeOffset(2026, 8, 5, 1, 0, 0, TimeSpan.Zero));
        Assert.Null((await _runs.NextAsync()).ScheduleStatus);
    }

    [Fact(Timeout = 120_000)]
    public async Task Each_run_has_a_scope_of_its_own_and_a_trace()
    {
        var disposals = new InvocationTests.Disposals();
        var app = new TestApp
        {
            DataFolder = _data,
            Configure = builder => builder.Services.AddSingleton(_runs).AddSingleton<TimeProvider>(_clock)
                .AddSingleton(disposals).AddScoped<InvocationTests.Scoped>(),
        };
        await using var host = await TestHost.StartAsync(app, typeof(InScope));
        await _clock.SetAndSettleAsync(Noon.AddMinutes(5));
        await _clock.SetAndSettleAsync(Noon.AddMinutes(10));
        Assert.Equal(2, await disposals.CountAsync(2));
        Assert.DoesNotContain(host.Logs.Entries, entry => entry.Level >= LogLevel.Error);
    }

    [Fact(Timeout = 120_000)]
    public async Task Of_two_hosts_on_one_folder_one_runs_and_the_other_takes_over()
    {
        var first = await StartAsync("0 */5 * * * *");
        await _clock.WaitedForAsync(1);
        await using var second = await StartAsync("0 */5 * * * *");
        await _clock.WaitedForAsync(2);
        Assert.Contains(second.Logs.At(LogLevel.Information), text => text.Contains("standing by", StringComparison.Ordinal));
        await _clock.SetAndSettleAsync(Noon.AddMinutes(5), 2);
        await _runs.NextAsync();
        Assert.True(_runs.IsEmpty);
        await first.DisposeAsync();
        await _clock.SetAndSettleAsync(Noon.AddMinutes(5) + TimerLoop.StandBy);
        await _clock.SetAndSettleAsync(Noon.AddMinutes(10));
        Assert.False((await _runs.NextAsync()).IsPastDue);
        Assert.True(_runs.IsEmpty);
    }

    [Fact(Timeout = 120_000)]
    public async Task Run_on_startup_runs_once_and_then_keeps_the_schedule()
    {
        await using var host = await StartAsync("unused", typeof(AtStartRecorded));
        Assert.False((await _runs.NextAsync()).IsPastDue);
        await _clock.WaitedForAsync(1);
        Assert.True(_runs.IsEmpty);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_timer_can_be_run_at_once_by_name_without_touching_its_schedule()
    {
        await using var host = await StartAsync("0 0 1 * * *");
        await _clock.WaitedForAsync(1);
        var file = Path.Combine(_data, "timers", "recorded.json");
        var before = await File.ReadAllTextAsync(file, Cancel);
        var timers = host.Host.Services.GetRequiredService<ISelfHostTimers>();
        await timers.RunAsync("recorded", Cancel);
        Assert.NotNull((await _runs.NextAsync()).ScheduleStatus);
        Assert.Equal(before, await File.ReadAllTextAsync(file, Cancel));
        _runs.During = () => throw new InvalidOperationException("seen by the caller");
        Assert.Equal("seen by the caller", (await Assert.ThrowsAsync<InvalidOperationException>(() => timers.RunAsync("Recorded", Cancel))).Message);
        await Assert.ThrowsAsync<ArgumentException>(() => timers.RunAsync("Nobody", Cancel));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_disabled_timer_is_not_run_on_schedule()
    {
        await using var host = await TestHost.StartAsync(
            App("""{ "Values": { "Schedule": "0 */5 * * * *", "AzureWebJobs.Recorded.Disabled": "true" } }"""), typeof(Recorded), typeof(Other));
        await _clock.SetAndSettleAsync(Noon.AddMinutes(5));
        Assert.True(_runs.IsEmpty);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_status_that_cannot_be_read_makes_the_timer_a_new_one()
    {
        Directory.CreateDirectory(Path.Combine(_data, "timers"));
        await File.WriteAllTextAsync(Path.Combine(_data, "timers", "recorded.json"), "{ half a fi", Cancel);
        await using var host = await StartAsync("0 0 1 * * *");
        await _clock.WaitedForAsync(1);
        Assert.True(_runs.IsEmpty);
        Assert.Contains(host.Logs.At(LogLevel.Error), text => text.Contains("taken for a new one", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("0 30 2 * * *", "2026-08-02T02:30:00")]
    [InlineData("30 2 * * *", "2026-08-02T02:30:00")]
    [InlineData("0 0 0 29 2 *", "2028-02-29T00:00:00")]
    [InlineData("0 0 9 * * Mon-Fri", "2026-08-03T09:00:00")]
    [InlineData("02:00:00", "2026-08-01T14:00:00")]
    [InlineData("*/20 * * * * *", "2026-08-01T12:00:20")]
    public void Schedules_are_read_as_the_host_reads_them(string text, string next) =>
        Assert.Equal(DateTime.Parse(next, System.Globalization.CultureInfo.InvariantCulture), TimerSchedule.TryParse(text)!.After(Noon.UtcDateTime));

    [Theory]
    [InlineData("0 * * * * *", false)]
    [InlineData("59 * * * * *", false)]
    [InlineData("0,30 * * * * *", true)]
    [InlineData("*/10 * * * * *", true)]
    [InlineData("* * * * *", false)]
    [InlineData("*/10 0 * * * *", false)]
    [InlineData("00:00:59", true)]
    [InlineData("00:01:00", false)]
    public void Sub_minute_schedules_are_told_apart(string text, bool expected) => Assert.Equal(expected, TimerSchedule.TryParse(text)!.IsSubMinute);

    private Task<TestHost> StartAsync(string schedule, Type? function = null) =>
        TestHost.StartAsync(App($$"""{ "Values": { "Schedule": "{{schedule}}" } }"""), function ?? typeof(Recorded));

    private TestApp App(string settings) => new()
    {
        DataFolder = _data,
        LocalSettings = settings,
        Configure = builder => builder.Services.AddSingleton(_runs).AddSingleton<TimeProvider>(_clock),
    };

    public class Recorded(Runs runs)
    {
        [Function("Recorded")]
        public Task Run([TimerTrigger("%Schedule%")] TimerInfo timer) => runs.RecordAsync(timer);
    }

    public class Unmonitored(Runs runs)
    {
        [Function("Unmonitored")]
        public Task Run([TimerTrigger("%Schedule%", UseMonitor = false)] TimerInfo timer) => runs.RecordAsync(timer);
    }

    public class InScope(Runs runs, InvocationTests.Scoped scoped)
    {
        [Function("InScope")]
        public Task Run([TimerTrigger("0 */5 * * * *")] TimerInfo timer, FunctionContext context)
        {
            Assert.Same(scoped, context.InstanceServices.GetRequiredService<InvocationTests.Scoped>());
            Assert.StartsWith("00-", context.TraceContext.TraceParent, StringComparison.Ordinal);
            Assert.Null(context.GetHttpContext());
            return runs.RecordAsync(timer);
        }
    }

    public class AtStartRecorded(Runs runs)
    {
        [Function("AtStart")]
        public Task Run([TimerTrigger("0 0 3 1 1 *", RunOnStartup = true)] TimerInfo timer) => runs.RecordAsync(timer);
    }

    public class Other
    {
        [Function("Other")]
        public static Task Run([TimerTrigger("0 0 3 1 1 *")] TimerInfo timer) => Task.CompletedTask;
    }

    public class Quiet
    {
        [Function("AtStart")]
        public static Task Run([TimerTrigger("0 0 3 1 1 *")] TimerInfo timer) => Task.CompletedTask;
    }
}
