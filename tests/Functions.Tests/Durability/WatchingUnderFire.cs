using GridSteward.Functions.Tests.Town;

namespace GridSteward.Functions.Tests.Durability;

/// <summary>Somebody who looks all the time: whatever an atomic import does, each look shows all of it or nothing.</summary>
internal sealed class WatchingUnderFire(ImportsUnderFire imports) : IUnderFire
{
    public int Looks { get; private set; }

    public async Task WorkAsync(RunningProgram program, Client administrator)
    {
        while (true)
        {
            await LookAsync(administrator);
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    public Task CheckAsync(RunningProgram program, Client administrator) => LookAsync(administrator);

    private async Task LookAsync(Client administrator)
    {
        string seen = string.Join(' ', (await imports.OwnAsync(administrator)).GroupBy(h => (int)h["residents"]!).Select(g => $"{g.Count()} x {g.Key}"));
        Assert.True(seen.Length == 0 || seen.StartsWith("300 x ", StringComparison.Ordinal), $"An atomic import was seen half done: {seen}.");
        Looks++;
    }
}
