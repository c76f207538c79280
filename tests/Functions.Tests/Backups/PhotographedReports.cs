using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using GridSteward.Domain.Photos;
using GridSteward.Domain.Tests.Photos.Files;
using GridSteward.Functions.Tests.Durability;
using GridSteward.Functions.Tests.Town;

namespace GridSteward.Functions.Tests.Backups;

/// <summary>Residents who report, each report with a photo of its own, until the program is gone.</summary>
internal sealed class PhotographedReports(TestTown town)
{
    private int made;

    /// <summary>By tracking token: the photo's id and its bytes, as they were served.</summary>
    public ConcurrentDictionary<string, (string Photo, byte[] Bytes)> Acknowledged { get; } = [];

    public async Task SendAsync(RunningProgram program)
    {
        try
        {
            while (true)
            {
                int number = Interlocked.Increment(ref made);
                JsonObject body = new() { ["category"] = "fire-safety", ["words"] = $"第{number}次", ["point"] = town.Point(TownMap.Grids[number % 9]) };
                Reply report = (await program.Nobody.PostAsync("/api/reports", body, ("Idempotency-Key", Client.NewKey()))).Is(201);
                string link = $"/api/tracking/{report["trackingToken"]}";
                Reply begun = (await program.Nobody.PostAsync($"{link}/photos", null, ("Idempotency-Key", Client.NewKey()))).Is(201);
                string photo = begun.Header("Location")!;
                byte[] picture = SamplePictures.Of(PhotoType.Jpeg, 16 + (number % 40), 16 + (number / 40));
                (await program.Nobody.SendAsync("PUT", $"{photo}/blocks/0", picture, ("Content-Type", "application/octet-stream"))).Is(204);
                (await program.Nobody.PostAsync($"{photo}/seal", new { blocks = 1 })).Is(200);
                byte[] served = (await program.Nobody.GetAsync($"{photo}/image")).Is(200).Bytes;
                Acknowledged[report["trackingToken"]!] = (begun["id"]!, served);
            }
        }
        catch (HttpRequestException)
        {
            // It is gone.
        }
    }

    /// <summary>Asserts that all of these are there with their photos, and that nothing that is there is there by half.</summary>
    public async Task CheckAsync(RunningProgram program, Client administrator, IReadOnlyCollection<string> wanted)
    {
        foreach (string token in wanted)
        {
            var (photo, bytes) = Acknowledged[token];
            Assert.Equal(bytes, (await program.Nobody.GetAsync($"/api/tracking/{token}/photos/{photo}/image")).Is(200).Bytes);
        }

        Dictionary<string, byte[]> known = Acknowledged.Values.ToDictionary(a => a.Photo, a => a.Bytes);
        var listed = await administrator.ListAsync(town.At("/reports"), 200);
        Assert.Empty(wanted.Select(ReportsUnderFire.IdOf).Except(listed.Select(r => (Guid)r["id"]!)));
        foreach (JsonNode each in listed)
        {
            string path = $"/api/reports/{town.Code}/{each["id"]}";
            Reply report = (await administrator.GetAsync(path)).Is(200);
            Assert.NotEmpty((await administrator.GetAsync($"{path}/events")).Is(200).Items);
            foreach (JsonNode? photo in report.Json["photos"]?.AsArray() ?? [])
            {
                byte[] image = (await administrator.GetAsync($"{path}/photos/{photo!["id"]}/image")).Is(200).Bytes;
                Assert.Equal((int)photo["bytes"]!, image.Length);
                Assert.Equal(known.GetValueOrDefault((string)photo["id"]!, image), image);
            }
        }
    }
}
