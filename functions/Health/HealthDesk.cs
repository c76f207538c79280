using System.Collections.Concurrent;
using GridSteward.Domain.Health;
using GridSteward.Domain.Storage;
using GridSteward.Functions.Operations;
using GridSteward.Functions.SignIn;

namespace GridSteward.Functions.Health;

/// <summary>A part, and since when it has been so.</summary>
public sealed record SeenPart(HealthPart Part, DateTimeOffset Since);

/// <summary>Parts that were looked at together.</summary>
public sealed record SeenParts(DateTimeOffset At, IReadOnlyList<SeenPart> Parts);

/// <summary>
/// Looks at the parts of the program, and keeps what it saw for some seconds: however many ask, the stores are asked once. What costs a question to each
/// jurisdiction is asked for people who may see it only, and kept for a minute.
/// </summary>
public sealed class HealthDesk(
    StoreHealth stores, TimerHealth timers, JobHealth jobs, CalendarHealth calendars, AreaHealth areas, SignInHealth signIn, JurisdictionHealth jurisdictions, TimerPlans plans,
    TimeProvider clock) : IDisposable
{
    /// <summary>How long the program's own parts are kept.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(10);

    /// <summary>How long the jurisdictions' are.</summary>
    public static readonly TimeSpan JurisdictionsKeptFor = TimeSpan.FromMinutes(1);

    private const int MostKept = 200;

    private readonly ConcurrentDictionary<string, (HealthStatus Status, DateTimeOffset Since)> since = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SeenParts> kept = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim ofProgram = new(1, 1), ofJurisdictions = new(1, 1);

    /// <summary>The program's own parts.</summary>
    public Task<SeenParts> ProgramAsync(CancellationToken cancellationToken) => KeptAsync(ofProgram, "", KeptFor, ReadProgramAsync, cancellationToken);

    /// <summary>How the work of all jurisdictions stands.</summary>
    public Task<SeenParts> JurisdictionsAsync(CancellationToken cancellationToken)
        => KeptAsync(ofJurisdictions, "*", JurisdictionsKeptFor, ct => TriedAsync("jurisdictions", () => jurisdictions.ReadAllAsync(ct)), cancellationToken);

    /// <summary>How the work of one jurisdiction stands.</summary>
    public Task<SeenParts> JurisdictionAsync(string code, CancellationToken cancellationToken)
        => KeptAsync(
            ofJurisdictions, code, JurisdictionsKeptFor, ct => TriedAsync("jurisdiction", async () => [.. await jurisdictions.ReadAsync(code, ct), await jobs.ReadAsync(code, ct)]),
            cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        ofProgram.Dispose();
        ofJurisdictions.Dispose();
    }

    private async Task<IReadOnlyList<HealthPart>> ReadProgramAsync(CancellationToken cancellationToken)
    {
        Task<HealthPart> issuer = signIn.ReadAsync(cancellationToken);
        List<HealthPart> parts = [.. await stores.ReadAsync(cancellationToken), await issuer, calendars.Read(), areas.Read()];

        // Where documents cannot be read, what is read from them says no more.
        if (!parts.Exists(p => p is { Name: StoreHealth.Documents, Status: HealthStatus.Broken }))
        {
            parts.AddRange(await TriedAsync(JobHealth.Jobs, async () => [await jobs.ReadAsync(cancellationToken)]));
            parts.AddRange(await TriedAsync("timers", () => timers.ReadAsync(plans.All(), cancellationToken)));
        }

        return parts;
    }

    private static async Task<IReadOnlyList<HealthPart>> TriedAsync(string name, Func<Task<IReadOnlyList<HealthPart>>> read)
    {
        try
        {
            return await read();
        }
        catch (StoreUnavailableException e)
        {
            return [new HealthPart(name, HealthStatus.Degraded, $"It could not be looked at: {e.Message}", "See the part documents; ask again.")];
        }
    }

    private async Task<SeenParts> KeptAsync(
        SemaphoreSlim one, string key, TimeSpan time, Func<CancellationToken, Task<IReadOnlyList<HealthPart>>> read, CancellationToken cancellationToken)
    {
        if (Fresh(key, time) is { } known)
        {
            return known;
        }

        await one.WaitAsync(cancellationToken);
        try
        {
            if (Fresh(key, time) is { } meanwhile)
            {
                return meanwhile;
            }

            // Whoever asked may go away; the next in the queue is given what was seen.
            IReadOnlyList<HealthPart> parts = await read(CancellationToken.None);
            DateTimeOffset now = clock.GetUtcNow();
            if (kept.Count > MostKept)
            {
                kept.Clear();
            }

            return kept[key] = new SeenParts(now, [.. parts.Select(p => new SeenPart(p, SinceOf(p, now)))]);
        }
        finally
        {
            one.Release();
        }
    }

    private SeenParts? Fresh(string key, TimeSpan time)
        => kept.TryGetValue(key, out SeenParts? seen) && clock.GetUtcNow() - seen.At is var age && age >= TimeSpan.Zero && age < time ? seen : null;

    private DateTimeOffset SinceOf(HealthPart part, DateTimeOffset now)
        => since.AddOrUpdate($"{part.Jurisdiction}/{part.Name}", _ => (part.Status, now), (_, before) => before.Status == part.Status ? before : (part.Status, now)).Since;
}
