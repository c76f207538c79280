using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using GridSteward.Functions.Tests.Town;

namespace GridSteward.Functions.Tests.Durability;

/// <summary>
/// Somebody who sends the register again and again, every household with another number of residents: in blocks, sealed, imported, watched to its
/// end. Each step has a key of its own and is sent again when its answer never came.
/// </summary>
/// <param name="town">The town.</param>
/// <param name="prefix">What the codes begin with.</param>
/// <param name="atomic">All or none; else the file has some bad rows, too.</param>
internal sealed class ImportsUnderFire(TestTown town, string prefix, bool atomic) : IUnderFire
{
    private const int Households = 300, Bad = 5;

    private Sending sending = new(0);

    /// <summary>How many imports have been seen to their end.</summary>
    public int Acknowledged => sending.Version;

    public async Task WorkAsync(RunningProgram program, Client administrator)
    {
        while (true)
        {
            await SendAsync(administrator);
            sending = new Sending(sending.Version + 1);
        }
    }

    /// <summary>At every moment each household is there once; those of an atomic import are all of one version.</summary>
    public async Task CheckAsync(RunningProgram program, Client administrator)
    {
        var own = await OwnAsync(administrator);
        Assert.Equal(own.Count, own.Select(h => (string)h["code"]!).Distinct().Count());
        int[] residents = [.. own.Select(h => (int)h["residents"]!).Distinct()];
        int[] possible = [Residents(sending.Version), Residents(sending.Version - 1)];
        Assert.Empty(sending.Version == 0 ? residents.Except(possible.Take(1)) : residents.Except(possible));
        if (sending.Version > 0 || atomic)
        {
            Assert.True(own.Count is Households || (own.Count == 0 && sending.Version == 0), $"{own.Count} households.");
        }

        if (atomic)
        {
            Assert.InRange(residents.Length, own.Count == 0 ? 0 : 1, 1);
        }
    }

    /// <summary>This one's households, in one page: one answer shows one moment.</summary>
    public async Task<IReadOnlyList<JsonNode>> OwnAsync(Client administrator)
        => [.. (await administrator.GetAsync(town.At("/households?limit=1000"))).Is(200).Items.Where(h => ((string)h!["code"]!).StartsWith(prefix, StringComparison.Ordinal))!];

    private async Task SendAsync(Client who)
    {
        if (sending.Upload is null)
        {
            sending.Upload = (await who.PostAsync("/api/uploads", null, ("Idempotency-Key", sending.UploadKey))).Is(201)["id"];
        }

        if (sending.Job is null)
        {
            byte[] file = File();
            string at = $"/api/uploads/{sending.Upload}";
            foreach (int block in new[] { 1, 0 })
            {
                byte[] content = block == 0 ? file[..(file.Length / 2)] : file[(file.Length / 2)..];
                (await who.SendAsync("PUT", $"{at}/blocks/{block}", content, ("Content-Type", "application/octet-stream"))).Is(204);
            }

            (await who.PostAsync($"{at}/seal", new { blocks = 2 })).Is(200);
            sending.Job = (await who.PostAsync(
                town.At("/imports"), new { what = "households", format = "csv", upload = sending.Upload, atomic }, ("Idempotency-Key", sending.JobKey))).Is(202)["id"];
        }

        Reply job;
        for (job = (await who.GetAsync(town.At($"/jobs/{sending.Job}"))).Is(200); job["endedAt"] is null; job = (await who.GetAsync(town.At($"/jobs/{sending.Job}"))).Is(200))
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        int bad = atomic ? 0 : Bad;
        Assert.Equal(("done", 0), (job["state"], job.Json["faults"]!.AsArray().Count));
        Assert.Equal(
            (sending.Version == 0 ? Households : 0, sending.Version == 0 ? 0 : Households, bad),
            (Count(job, "added"), Count(job, "changed"), Count(job, "rejected")));
        if (bad > 0)
        {
            string rejected = (string)job.Json["files"]!.AsArray().Single(f => (string)f!["name"]! == "rejected.ndjson")!["url"]!;
            Assert.Equal(bad, (await who.GetAsync(rejected)).Is(200).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        }
    }

    private static int Count(Reply job, string name) => (int?)job.Json["counts"]?[name] ?? 0;

    private byte[] File()
    {
        var csv = new StringBuilder("code,name,phone,longitude,latitude,residents\n");
        for (int i = 0; i < Households; i++)
        {
            JsonObject point = town.Point(TownMap.Grids[i % 9]);
            csv.Append(CultureInfo.InvariantCulture, $"{prefix}{i},户主{i},1390000{i:D4},{point["longitude"]},{point["latitude"]},{Residents(sending.Version)}\n");
        }

        for (int i = 0; !atomic && i < Bad; i++)
        {
            csv.Append(CultureInfo.InvariantCulture, $"{prefix}bad{i},,,,,many\n");
        }

        return Encoding.UTF8.GetBytes(csv.ToString());
    }

    private static int Residents(int version) => (version % 7) + 1;

    /// <summary>A file on its way.</summary>
    private sealed class Sending(int version)
    {
        public int Version { get; } = version;

        public string UploadKey { get; } = Client.NewKey();

        public string JobKey { get; } = Client.NewKey();

        public string? Upload { get; set; }

        public string? Job { get; set; }
    }
}
