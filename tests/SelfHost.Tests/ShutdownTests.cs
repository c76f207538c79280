using Microsoft.Extensions.DependencyInjection;

namespace GridSteward.SelfHost.Tests;

public class ShutdownTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task Sigterm_stops_accepting_and_waits_for_requests_and_timers_in_flight()
    {
        await using var sample = await SampleProcess.StartAsync(TestFolder.Create());
        var slow = sample.Client.GetStringAsync("/slow", Cancel);
        await sample.AwaitAsync("slow-begun");
        await sample.AwaitAsync("timer-begun");
        sample.Signal(SampleProcess.SigTerm);
        await sample.NoLongerAcceptsAsync();
        Assert.False(slow.IsCompleted);
        sample.Give("go");
        Assert.Equal("done", await slow);
        Assert.Equal(0, await sample.ExitAsync());
        Assert.True(sample.Has("timer-done"));
    }

    [Fact(Timeout = 120_000)]
    public async Task After_the_drain_time_work_is_cancelled_and_the_exit_is_still_clean()
    {
        await using var sample = await SampleProcess.StartAsync(TestFolder.Create(), "--GridSteward:DrainTime", "00:00:00.050");
        var slow = sample.Client.GetStringAsync("/slow", Cancel);
        await sample.AwaitAsync("slow-begun");
        sample.Signal(SampleProcess.SigTerm);
        Assert.Equal("cancelled", await slow);
        Assert.Equal(0, await sample.ExitAsync());
        Assert.True(sample.Has("slow-cancelled"));
        Assert.False(sample.Has("timer-done"));
    }

    [Fact(Timeout = 120_000)]
    public async Task Work_that_ignores_its_cancellation_does_not_spoil_the_exit()
    {
        await using var sample = await SampleProcess.StartAsync(TestFolder.Create(), "--GridSteward:DrainTime", "00:00:00");
        var deaf = sample.Client.GetStringAsync("/deaf", Cancel);
        await sample.AwaitAsync("deaf-begun");
        sample.Signal(SampleProcess.SigTerm);
        await Assert.ThrowsAsync<HttpRequestException>(() => deaf);
        Assert.Equal(0, await sample.ExitAsync());
    }

    [Fact(Timeout = 120_000)]
    public async Task A_second_signal_ends_the_process_at_once()
    {
        await using var sample = await SampleProcess.StartAsync(TestFolder.Create());
        _ = sample.Client.GetStringAsync("/deaf", Cancel).ContinueWith(_ => { }, TaskScheduler.Default);
        await sample.AwaitAsync("deaf-begun");
        sample.Signal(SampleProcess.SigTerm);
        await sample.NoLongerAcceptsAsync();
        sample.Signal(SampleProcess.SigTerm);
        Assert.Equal(128 + SampleProcess.SigTerm, await sample.ExitAsync());
    }

    [Fact(Timeout = 120_000)]
    public async Task A_timers_lock_keeps_other_processes_out_and_dies_with_its_process()
    {
        var data = TestFolder.Create();
        await using var sample = await SampleProcess.StartAsync(data);
        await sample.AwaitAsync("timer-begun");
        var functions = new[] { typeof(TimerTests.Quiet) };
        await using var host = await TestHost.StartAsync(new TestApp { DataFolder = data, Args = ["--GridSteward:RunTimers", "false"] }, functions);
        var timers = host.Host.Services.GetRequiredService<ISelfHostTimers>();
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => timers.RunAsync("AtStart", Cancel));
        Assert.Contains("held by another process", refused.Message, StringComparison.Ordinal);
        sample.Signal(SampleProcess.SigKill);
        await sample.ExitAsync();
        await timers.RunAsync("AtStart", Cancel);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_run_that_the_process_did_not_survive_is_caught_up_by_the_next()
    {
        // Its schedule is yearly, so make the kept status one that fell due while it ran.
        var data = TestFolder.Create();
        await using (var first = await SampleProcess.StartAsync(data))
        {
            await first.AwaitAsync("timer-begun");
            first.Signal(SampleProcess.SigKill);
            await first.ExitAsync();
        }

        var file = Path.Combine(data, "timers", "atstart.json");
        var status = await File.ReadAllTextAsync(file, Cancel);
        await File.WriteAllTextAsync(file, System.Text.RegularExpressions.Regex.Replace(status, "\"next\": \"\\d{4}", "\"next\": \"2020"), Cancel);
        var functions = new[] { typeof(TimerTests.AtStartRecorded) };
        var runs = new Runs();
        await using var host = await TestHost.StartAsync(
            new TestApp { DataFolder = data, Configure = builder => builder.Services.AddSingleton(runs) }, functions);
        Assert.True((await runs.NextAsync()).IsPastDue);
    }
}
