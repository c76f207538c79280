using System.Globalization;
using GridSteward.Functions.Tests.Town;

namespace GridSteward.Functions.Tests.Durability;

/// <summary>
/// The program is killed (SIGKILL) again and again while residents report, a steward moves reports, and registers are uploaded and imported: nothing
/// acknowledged is lost, doubled or half-visible. The long form: <c>GRIDSTEWARD_KILLS=1000</c> before the command that runs this class (CONTRIBUTING.md).
/// </summary>
public sealed class KilledProgramTests
{
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("GRIDSTEWARD_KILLS") ?? "50", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Whatever_was_acknowledged_survives_every_death_of_the_program_once_and_whole()
    {
        TestTown town = await TownTemplate.OpenAsync();
        string folder = await town.Host.StopAndKeepAsync();
        try
        {
            string token = await RunningProgram.SignInAsync(folder);
            ReportsUnderFire reports = new(town);
            MovesUnderFire moves = new(town);
            ImportsUnderFire rows = new(town, "K", atomic: false), register = new(town, "A", atomic: true);
            WatchingUnderFire watching = new(register);
            IUnderFire[] all = [reports, moves, rows, register, watching];
            var random = new Random(20261122);
            int kill = 0;

            // A busy machine may not get everything somewhere in the lives it has: it is given more of them, and longer ones.
            for (; kill < Kills || (!All() && kill < 4 * Kills); kill++)
            {
                await using RunningProgram program = await StartAsync(folder);
                Client administrator = program.As(token);
                if (kill % 10 == 5)
                {
                    await CheckAsync(all, program, administrator);
                }

                Task[] work = [.. all.Select(u => UntilItDiesAsync(u, program, administrator))];
                await Task.Delay(random.Next(50, 1500) * (1 + (kill / Kills)), TestContext.Current.CancellationToken);
                await program.KillAsync();
                await Task.WhenAll(work);
            }

            await using RunningProgram last = await StartAsync(folder);
            await CheckAsync(all, last, last.As(token));
            string done = $"{kill} kills: {reports.Acknowledged} reports, {moves.Acknowledged} moves, {rows.Acknowledged} imports by row, {register.Acknowledged} atomic, {watching.Looks} looks";
            TestContext.Current.TestOutputHelper?.WriteLine(done);

            // That each of them got somewhere; how far is the machine's affair.
            Assert.True(All(), done);

            bool All() => reports.Acknowledged > 0 && moves.Acknowledged > 0 && rows.Acknowledged > 0 && register.Acknowledged > 0 && watching.Looks > 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Task<RunningProgram> StartAsync(string folder)
        => RunningProgram.StartAsync(folder, "--RunJobs", "* * * * * *", "--GridSteward:JobLeaseSeconds", "1");

    private static async Task UntilItDiesAsync(IUnderFire work, RunningProgram program, Client administrator)
    {
        try
        {
            await work.WorkAsync(program, administrator);
        }
        catch (HttpRequestException)
        {
            // It is gone.
        }
    }

    private static async Task CheckAsync(IUnderFire[] all, RunningProgram program, Client administrator)
    {
        foreach (IUnderFire work in all)
        {
            await work.CheckAsync(program, administrator);
        }
    }
}
