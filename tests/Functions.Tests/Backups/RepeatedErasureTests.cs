using GridSteward.Functions.Backups;
using GridSteward.Functions.Tests.Privacy;
using GridSteward.Functions.Tests.Town;
using GridSteward.Stores.Embedded.Backups;

namespace GridSteward.Functions.Tests.Backups;

/// <summary>A person who was erased after a backup comes back with it, and goes again by the list that was kept elsewhere.</summary>
public sealed class RepeatedErasureTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_was_erased_after_a_backup_is_erased_again_after_a_restore_to_the_last_byte()
    {
        string root = TempFolder.Create(), data = "", backup = Path.Combine(root, "backup"), restored = Path.Combine(root, "restored"), list = Path.Combine(root, "erasures.ndjson");
        await using (TestTown town = await TownTemplate.OpenAsync(plan =>
        {
            data = plan.DataFolder;
            return plan;
        }))
        {
            PersonalTown person = new(town);
            await person.LiveAsync();
            Assert.Equal((0, "0 erasures, 0 of them new"), await ListAsync(town.Host));
            EmbeddedBackup.Make(data, backup, TimeProvider.System, Ct);
            await person.AskAsync("erase");
            Assert.Empty(Traces.Of(person.Texts, Traces.Files(data)));
            var (code, said) = await ListAsync(town.Host);
            Assert.Equal((0, "4 erasures, 4 of them new"), (code, said));
            Assert.Empty(Traces.Of(person.Texts, [(list, await File.ReadAllBytesAsync(list, Ct))]));
            Assert.Equal((0, "4 erasures, 0 of them new"), await ListAsync(town.Host));

            EmbeddedRestore.Restore(backup, restored, Ct);
            await using TownHost again = await TownHost.StartAsync(new HostPlan(restored) { Clock = town.Clock });
            Assert.All(person.Texts, t => Assert.NotEmpty(Traces.Of([t], Traces.Files(restored))));

            town.Clock.Advance(TimeSpan.FromHours(1));

            // The audit of the restored town knows nothing of them; the file does.
            Assert.Equal((0, "4 erasures, 0 of them new"), await ListAsync(again));
            Assert.Equal((0, "4 erasures: 4 erased again, 0 gone already, 0 left"), await RunAsync(again, "--repeat-erasures", list));
            Assert.Empty(Traces.Of(person.Texts, [.. Traces.Files(restored), .. again.Logs.Lines.Select(l => ("log", System.Text.Encoding.UTF8.GetBytes(l)))]));
            Assert.Equal((0, "4 erasures: 0 erased again, 4 gone already, 0 left"), await RunAsync(again, "--repeat-erasures", list));
            Assert.Equal((0, "8 erasures, 4 of them new"), await ListAsync(again));

            Client administrator = await again.SignInAdministratorAsync();
            Reply household = (await administrator.GetAsync(town.At($"/households/{person.Household["id"]}"))).Is(200);
            Assert.Equal((null, null, true), (household["name"], household["unit"], household["erasedAt"] is not null));

            await File.AppendAllTextAsync(list, "nothing\n{\"at\":\"2026-01-01T00:00:00Z\"}\n", Ct);
            Assert.Equal((1, $"Line 9 is no erasure.{Environment.NewLine}Line 10 is no erasure."), await RunAsync(again, "--repeat-erasures", list));
        }

        Directory.Delete(root, recursive: true);

        async Task<(int, string)> ListAsync(TownHost host)
        {
            var (code, said) = await RunAsync(host, "--list-erasures", list);
            return (code, said.Replace($"{list}: ", "", StringComparison.Ordinal));
        }
    }

    private static async Task<(int Code, string Said)> RunAsync(TownHost host, params string[] args)
    {
        using StringWriter output = new();
        int code = await ErasureCommand.RunAsync(host.Get<IServiceProvider>(), args, output, Ct);
        return (code, output.ToString().Trim());
    }
}
