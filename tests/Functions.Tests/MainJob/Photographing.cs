using System.Text;
using System.Text.Json.Nodes;
using GridSteward.Domain.Photos;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Tests.Photos.Files;
using GridSteward.Functions.Tests.Engines;
using GridSteward.Functions.Tests.Town;

namespace GridSteward.Functions.Tests.MainJob;

/// <summary>Photos of reports: sent in blocks, stripped, shown, taken away.</summary>
public abstract class Photographing(Engine engine)
{
    private const string Secret = "Lat34.8123N-Lon113.5E-SN00917";

    [Fact]
    public async Task A_reporter_sends_a_photo_in_blocks_and_what_is_shown_of_it_tells_nothing()
    {
        await using TestTown town = await engine.OpenAsync();
        Reply report = await town.ReportInAsync("G01");
        string link = $"/api/tracking/{report["trackingToken"]}", key = Client.NewKey();
        byte[] sent = Telling.Of(PhotoType.Jpeg, SamplePictures.Of(PhotoType.Jpeg), Secret, 6);
        Reply begun = (await town.Nobody.PostAsync($"{link}/photos", null, ("Idempotency-Key", key))).Is(201);
        string photo = begun.Header("Location")!;
        Assert.Equal(($"{link}/photos/{begun["id"]}", "false", "524288", "20"), (photo, begun["sealed"], begun["maxBlockBytes"], begun["maxBlocks"]));
        byte[][] blocks = [.. sent.Chunk(1000)];
        for (int i = blocks.Length - 1; i >= 0; i--)
        {
            (await PutAsync(town.Nobody, photo, i, i == 0 ? "wrong"u8.ToArray() : blocks[i])).Is(204);
        }

        (await PutAsync(town.Nobody, photo, 20, blocks[0])).IsFault(400, "path.number");
        (await PutAsync(town.Nobody, photo, 0, new byte[524289])).Is(413);
        (await town.Nobody.SendAsync("PUT", $"{photo}/blocks/0", "{}")).Is(415);
        (await town.Nobody.PostAsync($"{photo}/seal", new { blocks = blocks.Length + 1 })).IsFault(400, "$.blocks");
        Assert.Contains("no picture of a known type", (await town.Nobody.PostAsync($"{photo}/seal", new { blocks = blocks.Length })).IsFault(400, "$")["detail"], StringComparison.Ordinal);
        (await PutAsync(town.Nobody, photo, 0, blocks[0])).Is(204);
        Assert.Equal(blocks.Length, (await town.Nobody.PostAsync($"{link}/photos", null, ("Idempotency-Key", key))).Is(201).Json["blocks"]!.AsArray().Count);
        string sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(sent));
        Reply done = (await town.Nobody.PostAsync($"{photo}/seal", new { blocks = blocks.Length, sha256 })).Is(200);
        Assert.Equal(("jpeg", "24", "40", "reporter"), (done["type"], done["width"], done["height"], done["from"]));
        Assert.Equal(done.Text, (await town.Nobody.PostAsync($"{photo}/seal", new { blocks = blocks.Length, sha256 })).Is(200).Text);

        Reply image = (await town.Nobody.GetAsync($"{photo}/image")).Is(200);
        Assert.Equal(done["bytes"], image.Bytes.Length.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.False(Telling.Tells(image.Bytes, Secret));
        Assert.Equal(SamplePictures.Decode(sent), SamplePictures.Decode(image.Bytes));
        Assert.Equal(
            ("image/jpeg", $"inline; filename=\"{report["number"]}-1.jpg\"", "no-cache, private", "nosniff", "default-src 'none'; sandbox"),
            (image.Header("Content-Type"), image.Header("Content-Disposition"), image.Header("Cache-Control"), image.Header("X-Content-Type-Options"), image.Header("Content-Security-Policy")));
        (await town.Nobody.GetAsync($"{photo}/image", ("If-None-Match", image.ETag!))).Is(304);
        Assert.Equal(("", done["bytes"]), ((await town.Nobody.SendAsync("HEAD", $"{photo}/image")).Text, (await town.Nobody.SendAsync("HEAD", $"{photo}/image")).Header("Content-Length")));
        Assert.Equal("image/jpeg", (await town.Nobody.GetAsync($"{photo}/thumbnail")).Is(200).Header("Content-Type"));

        Assert.Equal(begun["id"], (string?)Assert.Single((await town.Nobody.GetAsync(link)).Is(200).Json["photos"]!.AsArray())!["id"]);
        Assert.Equal("photoAdded", (string?)(await town.Nobody.GetAsync(link)).Is(200).Json["events"]![1]!["kind"]);
        Assert.Equal(begun["id"], (string?)Assert.Single((await town.Administrator.GetAsync(TestTown.PathOf(report))).Is(200).Json["photos"]!.AsArray())!["id"]);
        Assert.Equal(image.Bytes, (await town.Administrator.GetAsync($"{TestTown.PathOf(report)}/photos/{begun["id"]}/image")).Is(200).Bytes);

        (await town.Nobody.SendAsync("DELETE", photo)).Is(204);
        (await town.Nobody.GetAsync($"{photo}/image")).Is(404);
        Assert.Empty((await town.Nobody.GetAsync(link)).Is(200).Json["photos"]!.AsArray());
        (await town.Nobody.PostAsync($"{link}/photos", null, ("Idempotency-Key", key))).Is(409);
        Assert.Empty(await BlobsAsync(town, BlobContainer.Photos, report));
        Assert.Empty(await BlobsAsync(town, BlobContainer.PhotoBlocks, report));
        (await town.Nobody.PostAsync($"/api/tracking/{report["trackingToken"]}x/photos", null)).Is(404);
    }

    [Fact]
    public async Task Staff_prove_their_work_and_every_look_at_a_photo_is_audited()
    {
        await using TestTown town = await engine.OpenAsync();
        Client steward = await town.SignInAsync("steward", town.Area("G01")), volunteer = await town.SignInAsync("volunteer", $"jurisdiction:{town.Code}"),
            other = await town.SignInAsync("steward", town.Area("G05")), manager = await town.SignInAsync("manager", $"jurisdiction:{town.Code}");
        Reply report = await town.ReportInAsync("G01");
        string path = TestTown.PathOf(report);
        (await volunteer.PostAsync($"{path}/photos", null)).Is(403);
        (await other.PostAsync($"{path}/photos", null)).Is(404);
        string photo = await AddAsync(steward, path, SamplePictures.Of(PhotoType.Png));
        string id = photo.Split('/')[^1];
        Assert.Equal("staff", (await volunteer.GetAsync(photo)).Is(200)["photo.from"]);
        Assert.Equal("image/png", (await volunteer.GetAsync($"{photo}/image")).Is(200).Header("Content-Type"));
        (await other.GetAsync($"{photo}/image")).Is(404);
        (await town.Nobody.GetAsync($"{photo}/image")).Is(401);
        (await town.Nobody.GetAsync($"/api/tracking/{report["trackingToken"]}/photos/{id}/image")).Is(404);
        Assert.Empty((await town.Nobody.GetAsync($"/api/tracking/{report["trackingToken"]}")).Is(200).Json["photos"]!.AsArray());

        string subject = $"report/{report["id"]}";
        IReadOnlyList<JsonNode> audit = await town.Administrator.ListAsync(town.At($"/audit?subject={subject}"), 100);
        Assert.Equal(2, audit.Count(e => (string?)e["action"] == "readPersonal"));
        Assert.Single(audit, e => (string?)e["action"] == "addPhoto");

        string webp = await AddAsync(town.Nobody, $"/api/tracking/{report["trackingToken"]}", SamplePictures.Of(PhotoType.Webp));
        string theirs = $"{path}/photos/{webp.Split('/')[^1]}";
        (await steward.SendAsync("DELETE", theirs)).Is(403);
        (await manager.SendAsync("DELETE", theirs)).Is(204);
        (await manager.SendAsync("DELETE", theirs)).Is(404);
        (await manager.SendAsync("DELETE", photo)).Is(204);
        Assert.Equal(["photoAdded", "photoAdded", "photoRemoved", "photoRemoved"],
            (await manager.GetAsync($"{path}/events")).Is(200).Json["items"]!.AsArray().Skip(1).Select(e => (string?)e!["kind"]));
    }

    [Fact]
    public async Task A_report_takes_five_photos_and_only_pictures_that_are_not_too_large()
    {
        await using TestTown town = await engine.OpenAsync(plan => plan with
        {
            Settings = new Dictionary<string, string?>(plan.Settings) { ["GridSteward:PhotoMegabytes"] = "1", ["GridSteward:PhotoMegapixels"] = "1" },
        });
        Reply report = await town.ReportInAsync("G01");
        string link = $"/api/tracking/{report["trackingToken"]}";
        foreach (var (bytes, status, says) in new (byte[][], int, string)[]
        {
            ([Encoding.ASCII.GetBytes("GIF89a and so on")], 400, "a GIF picture"),
            ([Encoding.ASCII.GetBytes("<svg onload='alert(1)'/>")], 400, "HTML, XML or SVG"),
            ([SamplePictures.Of(PhotoType.Jpeg)[..^100]], 400, "cut off"),
            ([SamplePictures.Of(PhotoType.Png, 1001, 1000)], 413, "1001 by 1000 pixels"),
            ([new byte[524288], new byte[524288], [1]], 413, "at most 1048576 bytes"),
        })
        {
            string photo = (await town.Nobody.PostAsync($"{link}/photos", null)).Is(201).Header("Location")!;
            for (int i = 0; i < Math.Min(2, bytes.Length); i++)
            {
                (await PutAsync(town.Nobody, photo, i, bytes[i])).Is(204);
            }

            if (bytes.Length > 2)
            {
                (await PutAsync(town.Nobody, photo, 2, bytes[2])).IsFault(400, "path.number");
            }
            else
            {
                Assert.Contains(says, (await town.Nobody.PostAsync($"{photo}/seal", new { blocks = bytes.Length })).Is(status)["detail"], StringComparison.Ordinal);
            }

            (await town.Nobody.SendAsync("DELETE", photo)).Is(204);
        }

        for (int i = 0; i < ReportPhoto.Most; i++)
        {
            await AddAsync(i == 0 ? town.Administrator : town.Nobody, i == 0 ? TestTown.PathOf(report) : link);
        }

        Assert.Contains("5 photos", (await town.Nobody.PostAsync($"{link}/photos", null)).Is(409)["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_photo_that_is_not_sealed_is_forgotten_after_a_day()
    {
        await using TestTown town = await engine.OpenAsync();
        Reply report = await town.ReportInAsync("G01");
        string photo = (await town.Nobody.PostAsync($"/api/tracking/{report["trackingToken"]}/photos", null)).Is(201).Header("Location")!;
        (await PutAsync(town.Nobody, photo, 0, "first"u8.ToArray())).Is(204);
        await BulkWork.RunJobsAsync(town);
        (await town.Nobody.GetAsync(photo)).Is(200);
        town.Clock.Advance(TimeSpan.FromHours(25));
        await BulkWork.RunJobsAsync(town);
        (await town.Nobody.GetAsync(photo)).Is(404);
        Assert.Empty(await BlobsAsync(town, BlobContainer.PhotoBlocks, report));
    }

    [Fact]
    public async Task A_photo_whose_sending_crashes_at_any_write_is_one_photo_when_the_phone_has_sent_it_again()
    {
        CrashingStore? crashing = null;
        await using TestTown town = await engine.OpenAsync(CrashingStore.In(made => crashing = made));
        int crashes = 0;
        foreach (bool after in new[] { false, true })
        {
            for (int commit = 0; ; commit++)
            {
                Reply report = await town.ReportInAsync("G01");
                string link = $"/api/tracking/{report["trackingToken"]}", key = Client.NewKey();
                crashing!.CrashAt(commit, after);
                await SendAsync(link, key);
                bool died = crashing.HasCrashed;
                crashing.Restart();
                Assert.Equal(200, await SendAsync(link, key));
                JsonNode photo = Assert.Single((await town.Nobody.GetAsync(link)).Is(200).Json["photos"]!.AsArray())!;
                (await town.Nobody.GetAsync($"{link}/photos/{photo["id"]}/image")).Is(200);
                Assert.Empty(await BlobsAsync(town, BlobContainer.PhotoBlocks, report));
                if (!died)
                {
                    break;
                }

                crashes++;
            }
        }

        // The key, the agenda, the draft, the step; each before and after.
        Assert.Equal(8, crashes);

        // What a phone does, as far as it is answered; the last status.
        async Task<int> SendAsync(string link, string key)
        {
            Reply begun = await town.Nobody.PostAsync($"{link}/photos", null, ("Idempotency-Key", key));
            if (begun.Status != 201 || begun["sealed"] == "true")
            {
                return begun.Status == 201 ? 200 : begun.Status;
            }

            string photo = begun.Header("Location")!;
            Reply put = await PutAsync(town.Nobody, photo, 0, SamplePictures.Grey);
            return put.Status == 204 ? (await town.Nobody.PostAsync($"{photo}/seal", new { blocks = 1 })).Status : put.Status;
        }
    }

    /// <summary>Sends a photo whole; its path.</summary>
    internal static async Task<string> AddAsync(Client who, string report, byte[]? picture = null)
    {
        string photo = (await who.PostAsync($"{report}/photos", null)).Is(201).Header("Location")!;
        (await PutAsync(who, photo, 0, picture ?? SamplePictures.Grey)).Is(204);
        (await who.PostAsync($"{photo}/seal", new { blocks = 1 })).Is(200);
        return photo;
    }

    /// <summary>Has somebody take away a photo that somebody else has sent, and takes it away where they did not; what they were answered.</summary>
    internal static async Task<Reply> DeleteAsync(Client sender, Client who, string report)
    {
        Reply begun = await sender.PostAsync($"{report}/photos", null);
        if (begun.Header("Location") is not { } photo)
        {
            return begun;
        }

        (await PutAsync(sender, photo, 0, SamplePictures.Grey)).Is(204);
        (await sender.PostAsync($"{photo}/seal", new { blocks = 1 })).Is(200);
        Reply answer = await who.SendAsync("DELETE", photo);
        await sender.SendAsync("DELETE", photo);
        return answer;
    }

    private static Task<Reply> PutAsync(Client who, string photo, int number, byte[] content)
        => who.SendAsync("PUT", $"{photo}/blocks/{number}", content, ("Content-Type", "application/octet-stream"));

    private static async Task<List<string>> BlobsAsync(TestTown town, BlobContainer container, Reply report)
        => await town.Host.Get<IBlobStore>().ListAsync(container, $"{report["jurisdiction"]}/{report["id"]}/", TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
}
