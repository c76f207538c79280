using System.Globalization;
using GridSteward.Functions.Tests.Town;

namespace GridSteward.Functions.Tests.Durability;

/// <summary>The embedded issuer's key is changed as docs/operations.md says: nobody is signed out while the former one is kept, and nobody is signed in by it afterwards.</summary>
public sealed class SignInKeyTests
{
    [Fact]
    public async Task A_former_key_signs_nothing_and_is_accepted_until_the_day_in_its_name()
    {
        TestTown town = await TownTemplate.OpenAsync();
        string folder = await town.Host.StopAndKeepAsync(), key = Path.Combine(folder, "keys", "sign-in.pem");
        try
        {
            string old = await RunningProgram.SignInAsync(folder);
            File.Move(key, Former(2));
            string fresh;
            await using (RunningProgram program = await RunningProgram.StartAsync(folder))
            {
                (await program.As(old).GetAsync("/api/me")).Is(200);
                Reply invited = (await program.As(old).PostAsync("/api/invitations", new { name = "New", grants = new[] { new { node = $"jurisdiction:{town.Code}", preset = "manager" } } })).Is(201);
                fresh = (await program.Nobody.PostAsync("/api/sign-ins", new { invitation = (string)invited["code"]! })).Is(201)["token"]!;
                (await program.As(fresh).GetAsync("/api/me")).Is(200);
            }

            Assert.NotEqual(old.Split('.')[0], fresh.Split('.')[0]);
            File.Move(Former(2), Former(0));
            await using (RunningProgram program = await RunningProgram.StartAsync(folder))
            {
                (await program.As(old).GetAsync("/api/me")).Is(401);
                (await program.As(fresh).GetAsync("/api/me")).Is(200);
            }

            File.Move(Former(0), Path.Combine(folder, "keys", "sign-in-until-summer.pem"));
            await Assert.ThrowsAsync<InvalidOperationException>(() => RunningProgram.StartAsync(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        string Former(int days) => Path.Combine(folder, "keys", $"sign-in-until-{TimeProvider.System.GetUtcNow().AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.pem");
    }
}
