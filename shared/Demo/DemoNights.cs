using GridSteward.Domain.Audit;
using GridSteward.Domain.Coverage;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Storage;

namespace GridSteward.Demo;

/// <summary>The coverage reports of the demonstration town's last nights, so that there is something to read on the first morning and trends have a beginning. They are made as those of missed nights are.</summary>
public sealed class DemoNights(IDocumentStore store, CoverageRun run, TimeProvider clock)
{
    private const int Nights = 14;

    private static readonly TimeSpan Budget = TimeSpan.FromMinutes(1);

    /// <summary>Makes those that are not there, oldest first.</summary>
    /// <returns>How many were made.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        if (await store.SettingsOfAsync(DemoTown.Code, cancellationToken) is not { } settings)
        {
            return 0;
        }

        DateTimeOffset now = clock.GetUtcNow();
        DateOnly today = settings.DayOf(now);
        int made = 0;
        for (int back = Nights - 1; back >= 0; back--)
        {
            DateOnly day = today.AddDays(-back);
            DateTimeOffset due = settings.MomentOf(day, new TimeOnly(NightlyCoverage.DueHour, 0));
            if (due <= now && !await run.IsDoneAsync(DemoTown.Code, day, due, cancellationToken)
                && await run.MakeAsync(settings, day, due, Budget, Acting.Program, cancellationToken) is not null)
            {
                made++;
            }
        }

        return made;
    }
}
