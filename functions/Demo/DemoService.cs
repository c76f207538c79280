using System.Diagnostics;
using System.Globalization;
using GridSteward.Demo;
using GridSteward.Domain.People;
using GridSteward.Functions.SignIn;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GridSteward.Functions.Demo;

/// <summary>Fills in the demonstration town where that is wanted, or takes it away: beside the server, which listens and answers meanwhile.</summary>
public sealed partial class DemoService(
    DemoFill fill, DemoNights nights, DemoRemoval removal, Invitations invitations, PublicAddress address, IOptions<DemoOptions> options, IConfiguration configuration, ILogger<DemoService> logger)
    : IHostedLifecycleService, IDisposable
{
    private readonly CancellationTokenSource stopping = new();

    /// <summary>What it has begun; ends when there is nothing more to do.</summary>
    public Task Work { get; private set; } = Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        DemoMode mode = DemoOptions.EffectiveMode(options.Value.Demo, configuration);
        Work = mode == DemoMode.Never ? Task.CompletedTask : Task.Run(() => RunAsync(mode, stopping.Token), CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await stopping.CancelAsync();

        // What is not over when the host has waited long enough is left as a killed program leaves it.
        await Work.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => stopping.Dispose();

    private async Task RunAsync(DemoMode mode, CancellationToken cancellationToken)
    {
        try
        {
            await (mode == DemoMode.Remove ? RemoveAsync(cancellationToken) : FillAsync(mode, cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            Console.WriteLine("  The demonstration town is not finished; the next start does it.");
        }
        catch (Exception e) // it is only the demonstration: the program goes on without it
        {
            LogFailed(logger, e);
            Console.WriteLine("  The demonstration town could not be finished; the log says why. The next start tries again.");
        }
    }

    private async Task FillAsync(DemoMode mode, CancellationToken cancellationToken)
    {
        if (!await IsWantedAsync(mode, cancellationToken))
        {
            return;
        }

        Console.WriteLine(mode == DemoMode.Always
            ? "  Filling in the demonstration town, as --demo says. All of it is made up."
            : "  Nothing is set up here yet, so a demonstration town is being filled in. All of it is made up. Without it: --no-demo");
        Stopwatch watch = Stopwatch.StartNew();
        DemoFilled filled = await fill.RunAsync(cancellationToken);
        await nights.RunAsync(cancellationToken);
        LogFilled(logger, filled, watch.Elapsed.TotalSeconds);
        string seconds = watch.Elapsed.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture);
        Console.WriteLine($"  The demonstration town is there, after {seconds} s: 14 compounds, 10,388 residents, 7 villages. Look at");
        Console.WriteLine($"    {address.Find()}/map?j={DemoTown.Code}&level=grid");
        Console.WriteLine("  To take it away: start once with GridSteward__Demo=remove");
        Console.WriteLine();
    }

    private async Task<bool> IsWantedAsync(DemoMode mode, CancellationToken cancellationToken)
        => !await fill.IsThereAsync(cancellationToken)
            && (mode == DemoMode.Always
                || await fill.IsUnfinishedAsync(cancellationToken)
                || (await fill.IsListUntouchedAsync(cancellationToken) && !await invitations.HasFirstAdministratorSignedInAsync(cancellationToken)));

    private async Task RemoveAsync(CancellationToken cancellationToken)
    {
        int removed = await removal.RunAsync(cancellationToken);
        LogRemoved(logger, removed);
        Console.WriteLine(removed == 0 ? "  There is no demonstration town to take away." : $"  The demonstration town has been taken away ({removed} documents).");
        Console.WriteLine();
    }

    [LoggerMessage(LogLevel.Information, "Demonstration town: {Outcome} after {Seconds:F1} s")]
    private static partial void LogFilled(ILogger logger, DemoFilled outcome, double seconds);

    [LoggerMessage(LogLevel.Information, "Demonstration town: {Documents} documents removed")]
    private static partial void LogRemoved(ILogger logger, int documents);

    [LoggerMessage(LogLevel.Error, "Demonstration town: failed")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
