using System.Globalization;
using System.Text.RegularExpressions;
using GridSteward.Domain.Storage;
using GridSteward.Functions.Tests.Town;
using GridSteward.Stores.Embedded;
using Microsoft.Extensions.DependencyInjection;

namespace GridSteward.Functions.Tests.Watch;

/// <summary>What the watch says in the log, which alerts ask for.</summary>
public sealed partial class WatchTests
{
    [Fact]
    public async Task Reports_that_nobody_has_are_counted_every_five_minutes_with_how_long_the_oldest_has_waited()
    {
        await using TestTown town = await TownTemplate.OpenAsync(plan => plan with { RunTimers = true });
        long before = await WatchAsync(town, 5);
        (await town.Nobody.PostAsync("/api/reports", new { category = "wish", words = "灯坏了", point = new { longitude = 10.0, latitude = 10.0 } })).Is(201);
        (await town.Nobody.PostAsync("/api/reports", new { category = "wish", words = "灯坏了" })).Is(201);
        Assert.Equal(before + 2, await WatchAsync(town, 10));
        Assert.True(await WatchAsync(town, 65, minutes: true) >= 55);
    }

    [Fact]
    public async Task What_is_broken_is_in_the_log_though_nobody_asks()
    {
        await using TestTown town = await TownTemplate.OpenAsync(plan => plan with
        {
            RunTimers = true,
            Services = services => services.AddSingleton<IBlobStore>(new BrokenBlobs(new FileBlobStore(plan.DataFolder))),
        });
        await town.Clock.StepAsync(TownClock.Start.AddMinutes(5));
        Assert.Contains(town.Host.Logs.Lines, l => l.Contains("Not ready. Documents: work Blobs: the disk is full", StringComparison.Ordinal));
        Assert.DoesNotContain(town.Host.Logs.Lines, l => l.Contains("Unassigned: ", StringComparison.Ordinal));
        Reply asked = await town.Nobody.GetAsync("/health/ready");
        Assert.Equal((503, "the disk is full"), (asked.Is(503).Status, asked["blobs"]));
    }

    private static async Task<long> WatchAsync(TestTown town, int minute, bool minutes = false)
    {
        await town.Clock.StepAsync(TownClock.Start.AddMinutes(minute));
        Match last = town.Host.Logs.Lines.Select(l => Queue().Match(l)).Last(m => m.Success);
        return long.Parse(last.Groups[minutes ? 2 : 1].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"Unassigned: (\d+) reports wait to be dispatched in \d+ jurisdictions, the oldest for (\d+) minutes")]
    private static partial Regex Queue();

    private sealed class BrokenBlobs(IBlobStore inner) : IBlobStore
    {
        public Task WriteAsync(BlobContainer container, string name, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken)
            => inner.WriteAsync(container, name, content, contentType, cancellationToken);

        public Task<OpenBlob?> OpenAsync(BlobContainer container, string name, CancellationToken cancellationToken) => inner.OpenAsync(container, name, cancellationToken);

        public Task<bool> DeleteAsync(BlobContainer container, string name, CancellationToken cancellationToken) => inner.DeleteAsync(container, name, cancellationToken);

        public IAsyncEnumerable<string> ListAsync(BlobContainer container, string prefix, CancellationToken cancellationToken) => inner.ListAsync(container, prefix, cancellationToken);

        public Task ScrubAsync(CancellationToken cancellationToken) => inner.ScrubAsync(cancellationToken);

        public Task<string?> ProbeAsync(CancellationToken cancellationToken) => Task.FromResult<string?>("the disk is full");
    }
}
