using System.Text.Json.Nodes;
using GridSteward.Domain;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Tests.Photos.Files;
using GridSteward.Domain.Transfers;
using GridSteward.Functions.Access;
using GridSteward.Functions.Tests.MainJob;
using GridSteward.Functions.Tests.Town;

namespace GridSteward.Functions.Tests.OpenApi;

/// <summary>
/// Sends the document's own examples to a town. Where an example names the id of a thing, such a thing is made by its own example first: ids of examples
/// are the only part that cannot be real beforehand.
/// </summary>
public sealed class ExampleTown(TestTown town) : IAsyncDisposable
{
    /// <summary>The block whose hash the example of SealUpload names.</summary>
    private const string Block = "first";

    private readonly Dictionary<string, string> real = [];

    public TestTown Town { get; } = town;

    public static async Task<ExampleTown> OpenAsync() => new(await TownTemplate.OpenAsync(BulkWork.WithLetters));

    public ValueTask DisposeAsync() => Town.DisposeAsync();

    /// <summary>Every way to send an operation's examples: with what must be there, and with each further query parameter.</summary>
    public static IEnumerable<string?> WaysOf(Operation operation)
        => operation.Parameters("query").Where(p => p["example"] is not null && (bool?)p["required"] != true).Select(p => (string?)p["name"]!).Prepend(null);

    public Task<Reply> SendAsync(Operation operation, string? parameter, JsonNode? body = null)
        => operation.Id is "DeleteHousehold" or "MergeHouseholds" ? OfAnotherHouseholdAsync(operation, parameter, body) : SendAsItIsAsync(operation, parameter, body);

    private async Task<Reply> SendAsItIsAsync(Operation operation, string? parameter, JsonNode? body)
    {
        await PrepareAsync(operation);
        string path = operation.Parameters("path").Aggregate(operation.Path, (at, p) => at.Replace($"{{{p["name"]}}}", (string)p["example"]!, StringComparison.Ordinal));
        string[] query = [.. operation.Parameters("query").Where(p => (bool?)p["required"] == true || (string)p["name"]! == parameter).Select(p => $"{p["name"]}={Text(p["example"]!)}")];
        string? content = operation.TakesBytes ? Block : (body ?? operation.BodyExample)?.ToJsonString();

        // The one thing that administrators may not.
        Client who = operation.Id == "ListReportOriginals" ? await Town.SignInAsync("auditor", "deployment") : Town.Administrator;
        return await who.SendAsync(
            operation.Method.ToUpperInvariant(), await RealAsync(query.Length == 0 ? path : $"{path}?{string.Join('&', query)}"), content is null ? null : await RealAsync(content),
            [.. HeadersOf(operation)]);
    }

    private static IEnumerable<(string Name, string Value)> HeadersOf(Operation operation)
        => operation.Parameters("header").Select(p => (string)p["name"]!).Where(n => n != "If-None-Match").Select(n => (n, n == "If-Match" ? "*" : Client.NewKey()))
            .Concat(operation.BytesType is { } type ? [("Content-Type", type)] : []);

    private static string Text(JsonNode example) => example is JsonArray list ? string.Join(',', list.Select(i => i!.ToString())) : example.ToString();

    private async Task PrepareAsync(Operation operation)
    {
        if (operation.Id == "SignIn")
        {
            real[(string)operation.BodyExample!["invitation"]!] = (await SendAsync(ApiDocumentFile.Of("CreateInvitation"), null)).Is(201)["code"]!;
        }
        else if (operation.Parameters("path").FirstOrDefault(p => (string)p["name"]! == "token") is { } token && !real.ContainsKey((string)token["example"]!))
        {
            Operation submit = ApiDocumentFile.Of("SubmitReport");
            JsonObject body = submit.BodyExample!.DeepClone().AsObject();
            body.Remove("clientId");
            Reply sent = (await SendAsync(submit, null, body)).Is(201);
            real[(string)token["example"]!] = sent["trackingToken"]!;
            foreach (string move in operation.Id == "GiveFeedback" ? new[] { "accept", "resolve" } : [])
            {
                (await TestTown.MoveAsync(Town.Administrator, TestTown.PathOf(sent), move, "*")).Is(200);
            }
        }
        else if (operation.Id == "MoveAssist" && !real.ContainsKey(Declare.ExampleId("assists")))
        {
            Reply asked = await SendAsync(ApiDocumentFile.Of("AskAssist"), null);
            if (asked.Status == 409)
            {
                // It follows another, from another example.
                (await SendAsync(ApiDocumentFile.Of("UnmergeReport"), null)).Is(200);
                asked = (await SendAsync(ApiDocumentFile.Of("AskAssist"), null)).Is(200);
            }

            real[Declare.ExampleId("assists")] = (string)asked.Json["assists"]![0]!["id"]!;
        }
        else if (operation.Id == "MergeHouseholds")
        {
            Reply part = await AddHouseholdAsync();
            real[Declare.ExampleId("parts")] = part["id"]!;
            real["\"etag\":\"1\""] = $"\"etag\":{part.ETag}";
        }
        else if (operation.Id is "GetReceivedReferral" or "OfferHelp")
        {
            real[Declare.ExampleId("received-referrals")] = await RealAsync(Declare.ExampleId("referrals"));
        }
        else if (operation.Id is "CheckHousehold" or "CloseCampaign")
        {
            // Its units are those that are there when it begins, and a job writes them down.
            await RealAsync(Declare.ExampleId("households"));
            await RealAsync(Declare.ExampleId("campaigns"));
            await BulkWork.RunJobsAsync(Town);
        }
        else if (operation.Id == "DeleteMoveMark")
        {
            string household = await RealAsync(Declare.ExampleId("households"));
            (await Town.Administrator.PostAsync(Town.At($"/households/{household}/visits"), new { outcome = "moved" })).Is(201);
        }
        else if (operation.Id == "AnswerCompanion")
        {
            await AskAlongAsync();
        }
        else if (operation.Id == "MergeReport")
        {
            real[Declare.ExampleId("leaders")] = (await Town.ReportInAsync("G01"))["id"]!;
        }
        else if (operation.Id == "UnmergeReport")
        {
            // It may follow already, from the time before.
            Reply merged = await SendAsync(ApiDocumentFile.Of("MergeReport"), null);
            merged.Is(merged.Status == 409 ? 409 : 200);
        }
        else if (operation.Id == "ShowReport")
        {
            // It may be hidden already, from the time before.
            Reply hidden = await SendAsync(ApiDocumentFile.Of("HideReport"), null);
            hidden.Is(hidden.Status == 409 ? 409 : 200);
        }
        else if (operation.Id is "GetMopUp" or "CoverageLeague" || (operation.Id.StartsWith("GetCoverage", StringComparison.Ordinal) && operation.Id != "GetCoverageSchema"))
        {
            (await SendAsync(ApiDocumentFile.Of("RunCoverage"), null)).Is(201);
        }
        else if (operation.Path.StartsWith("/api/regions/", StringComparison.Ordinal))
        {
            (await SendAsync(ApiDocumentFile.Of("UpdateJurisdiction"), null)).Is(200);
            (await SendAsync(ApiDocumentFile.Of("RunCoverage"), null)).Is(201);
        }
        else if (operation.Id == "MakeMicroGrids")
        {
            await SettleAsync();
        }
        else if (operation.Id == "SealUpload")
        {
            (await SendAsync(ApiDocumentFile.Of("PutUploadBlock"), null)).Is(204);
        }
        else if (operation.Id == "CreateImport")
        {
            real[Declare.ExampleId("uploads")] = await Transfers.UploadAsync(Town.Administrator, "code\nH9\n"u8.ToArray());
        }
        else if (operation.Id == "ImportJurisdiction")
        {
            var entry = new JurisdictionEntry { Id = "elsewhere", Key = JurisdictionEntry.ListKey, Name = "x", Levels = ["grid"], ToleranceMetres = 0 };
            byte[] head = [.. CanonicalJson.Of(new TransferHead(TransferHead.Name, TransferHead.CurrentVersion, entry.Code, entry), DomainJson.Default.TransferHead).Span];
            real[Declare.ExampleId("uploads")] = await Transfers.UploadAsync(Town.Administrator, head);
        }
        else if (operation.Id == "ResendDelivery")
        {
            real[Declare.ExampleId("deliveries")] = await Notifying.DeadAsync(Town);
        }
        else if (operation.Path.Contains("/jobs/{id}", StringComparison.Ordinal))
        {
            await OrderJobAsync(run: operation.Id == "GetJobFile");
        }

        if (operation.Path.Contains("/photos/{photo}", StringComparison.Ordinal))
        {
            await PhotographAsync(operation);
        }
    }

    /// <summary>Sends something that takes its household away: one of its own, so that the others find theirs as it was.</summary>
    private async Task<Reply> OfAnotherHouseholdAsync(Operation operation, string? parameter, JsonNode? body)
    {
        string example = Declare.ExampleId("households"), others = await RealAsync(example);
        real[example] = (await AddHouseholdAsync())["id"]!;
        Reply reply = await SendAsItIsAsync(operation, parameter, body);
        real[example] = others;
        return reply;
    }

    private async Task<Reply> AddHouseholdAsync()
        => (await Town.Administrator.PostAsync(Town.At("/households"), new JsonObject { ["code"] = "part-" + Client.NewKey()[..8], ["point"] = Town.Point("G01") })).Is(201);

    /// <summary>A photo that has come as far as the operation needs; the one before makes room for it.</summary>
    private async Task PhotographAsync(Operation operation)
    {
        string photos = operation.Path[..(operation.Path.IndexOf("/photos", StringComparison.Ordinal) + "/photos".Length)];
        photos = await RealAsync(operation.Parameters("path").Where(p => (string)p["name"]! != "photo").Aggregate(photos, (at, p) => at.Replace($"{{{p["name"]}}}", (string)p["example"]!, StringComparison.Ordinal)));
        if (real.Remove(Declare.ExampleId("photos"), out string? former))
        {
            await Town.Administrator.SendAsync("DELETE", $"{photos}/{former}");
        }

        string photo = (await Town.Administrator.PostAsync(photos, null)).Is(201)["id"]!;
        real[Declare.ExampleId("photos")] = photo;
        if (operation.Id.StartsWith("Seal", StringComparison.Ordinal) || operation.Path.EndsWith("/image", StringComparison.Ordinal) || operation.Path.EndsWith("/thumbnail", StringComparison.Ordinal))
        {
            (await Town.Administrator.SendAsync("PUT", $"{photos}/{photo}/blocks/0", SamplePictures.Grey, ("Content-Type", "application/octet-stream"))).Is(204);
            if (operation.Method == "get")
            {
                (await Town.Administrator.PostAsync($"{photos}/{photo}/seal", new { blocks = 1 })).Is(200);
            }
        }
    }

    /// <summary>A request for which whoever sends the examples is asked to come along.</summary>
    private async Task AskAlongAsync()
    {
        string request = await RealAsync(Declare.ExampleId("visit-requests")), household = await RealAsync(Declare.ExampleId("households"));
        string subject = (await Town.Administrator.GetAsync("/api/me")).Is(200)["subject"]!;
        string steward = (await Town.Administrator.PostAsync(Town.At("/stewards"), new { name = "x", subject })).Is(201)["id"]!;
        (await Town.Administrator.PostAsync(Town.At($"/households/{household}/visits"), new { outcome = "done", by = steward })).Is(201);
        (await Town.Administrator.SendAsync("PUT", Town.At($"/visit-requests/{request}/companion"), new { steward }, ("If-Match", "*"))).Is(200);
    }

    /// <summary>A level below the grids, and households in the grid of the examples.</summary>
    private async Task SettleAsync()
    {
        JsonNode settings = (await Town.Nobody.GetAsync(Town.At(""))).Is(200).Json;
        if (settings["levels"]!.AsArray().Any(l => (string?)l == "microgrid"))
        {
            return;
        }

        settings["levels"]!.AsArray().Add("microgrid");
        (await Town.Administrator.SendAsync("PUT", Town.At(""), settings, ("If-Match", "*"))).Is(200);
        for (int i = 1; i <= 8; i++)
        {
            JsonObject point = Town.Map.Point((i % 2 == 0 ? 6 : 8) + (0.1 * i), 2.3 + (0.07 * i));
            (await Town.Administrator.PostAsync(Town.At("/households"), new JsonObject { ["code"] = $"G09-H{i}", ["point"] = point })).Is(201);
        }
    }

    private async Task OrderJobAsync(bool run)
    {
        real[Declare.ExampleId("jobs")] = (await BulkWork.OrderAsync(Town, 1)).Split('/')[^1];
        if (run)
        {
            real["/files/rows"] = "/files/letters";
            await BulkWork.RunJobsAsync(Town);
        }
    }

    /// <summary>The text with the ids of things that are there.</summary>
    private async Task<string> RealAsync(string text)
    {
        text = WithReal(text);
        foreach (Operation create in ApiDocumentFile.Operations.Where(o => o.Method == "post" && o.Success == 201 && !o.Path.EndsWith('}')))
        {
            string example = Declare.ExampleId(create.Path.Split('/')[^1]);
            if (text.Contains(example, StringComparison.Ordinal) && !real.ContainsKey(example))
            {
                real[example] = (await SendAsync(create, null)).Is(201)["id"]!;
            }
        }

        return WithReal(text);
    }

    /// <summary>The longest first: a token holds the id of its report.</summary>
    private string WithReal(string text) => real.OrderByDescending(r => r.Key.Length).Aggregate(text, (at, r) => at.Replace(r.Key, r.Value, StringComparison.Ordinal));
}
