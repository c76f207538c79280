using System.Text.Json.Nodes;
using GridSteward.Functions.Tests.Town;

namespace GridSteward.Functions.Tests.Logs;

/// <summary>Logs are kept and shipped: nothing that tells who somebody is, what they wrote, or how to get in may be in them.</summary>
public sealed class LogTests
{
    private const string Name = "Quetzalcoatl Vermeulen", Phone = "+86 155-0000-7777", Words = "zebra crossing of secrets", Note = "wombat called back", Unit = "77-7777";

    [Fact]
    public async Task No_name_phone_word_position_or_secret_is_logged_in_a_day_of_work()
    {
        await using TestTown town = await TownTemplate.OpenAsync(plan => plan with { RunTimers = true });
        List<string> secrets = [Name, Phone, Words, Note, Unit, "Vermeulen", "113.50777", "Householder", town.Administrator.Token!];
        Client who = town.Administrator;
        Reply invited = (await who.PostAsync("/api/invitations", new { name = Name, grants = new[] { new { node = town.Area("G01"), preset = "steward" } } })).Is(201);
        Client steward = await town.Host.SignInAsync(invited["code"]!);
        Reply colleague = (await who.PostAsync(town.At("/stewards"), new { name = Name, phone = Phone })).Is(201);
        (await who.SendAsync("PUT", town.At($"/stewards/{colleague["id"]}"), new { name = Name, phone = Phone, subject = Words }, ("If-Match", "*"))).Is(200);
        (await who.SendAsync("DELETE", town.At($"/stewards/{colleague["id"]}"), null, ("If-Match", "*"))).Is(204);
        (await who.PostAsync(town.At("/partners"), new { code = "L1", name = "x", contactName = Name, contactPhone = Phone })).Is(201);
        Reply household = (await who.PostAsync(town.At("/households"), new JsonObject
        {
            ["code"] = "L1", ["name"] = Name, ["phone"] = Phone, ["unit"] = Unit, ["point"] = new JsonObject { ["longitude"] = 113.50777, ["latitude"] = 34.80777 },
        })).Is(201);
        (await steward.GetAsync(town.At($"/households/{household["id"]}"))).Is(200);
        (await steward.SendAsync("PUT", town.At($"/households/{household["id"]}"), new JsonObject
        {
            ["code"] = "L2", ["name"] = Name, ["phone"] = Phone, ["unit"] = Unit, ["point"] = new JsonObject { ["longitude"] = 113.50777, ["latitude"] = 34.80777 },
        }, ("If-Match", household.ETag!))).Is(200);

        Reply visit = (await steward.PostAsync(town.At($"/households/{household["id"]}/visits"), new { outcome = "done", note = Note })).Is(201);
        (await steward.GetAsync(visit.Header("Location")!)).Is(200);

        string key = Client.NewKey();
        JsonObject body = new()
        {
            ["category"] = "fire-safety", ["words"] = Words, ["contact"] = new JsonObject { ["name"] = Name, ["phone"] = Phone },
            ["point"] = new JsonObject { ["longitude"] = 113.50777, ["latitude"] = 34.80777 },
        };
        Reply report = (await town.Nobody.PostAsync("/api/reports", body, ("Idempotency-Key", key))).Is(201);
        (await TestTown.MoveAsync(steward, TestTown.PathOf(report), "accept", report.ETag!, Note)).Is(200);
        (await steward.GetAsync(TestTown.PathOf(report))).Is(200);
        (await steward.GetAsync($"{TestTown.PathOf(report)}/events")).Is(200);
        (await town.Nobody.GetAsync($"/api/tracking/{report["trackingToken"]}")).Is(200);
        (await town.Nobody.GetAsync("/api/locate?longitude=113.50777&latitude=34.80777")).Is(200);
        secrets.AddRange([key, report["trackingToken"]!, invited["code"]!, steward.Token!, town.Record.Cards["household"]]);

        // What is refused or breaks is where logs talk most.
        (await town.Nobody.PostAsync("/api/reports", $$"""{"category":"wish","words":"{{Words}}","contact":{"name":"{{Name}}"},"bad":1}""")).Is(400);
        (await town.Nobody.PostAsync("/api/reports", $$"""{"words":"{{Words}}" broken""")).Is(400);
        (await town.Nobody.GetAsync($"/api/jurisdictions?name={Uri.EscapeDataString(Name)}")).Is(400);
        (await town.Host.As(town.Administrator.Token![..^2]).GetAsync("/api/me")).Is(401);
        (await town.Nobody.PostAsync("/api/reports", new JsonObject { ["category"] = "wish", ["card"] = town.Record.Cards["household"], ["words"] = Words })).Is(201);
        await town.Clock.StepAsync(TownClock.Start.AddMinutes(15));
        await using TestTown broken = await TownTemplate.OpenAsync(WithoutAreas);
        secrets.Add(Client.NewKey());
        (await broken.Nobody.PostAsync("/api/reports", body, ("Idempotency-Key", secrets[^1]))).IsFault(500);

        string[] lines = [.. town.Host.Logs.Lines, .. broken.Host.Logs.Lines];
        Assert.Contains(lines, l => l.Contains("Coverage:", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.Contains("SubmitReport failed", StringComparison.Ordinal));
        Assert.Null(Array.Find(lines, l => secrets.Exists(s => l.Contains(s, StringComparison.OrdinalIgnoreCase))));
    }

    private static HostPlan WithoutAreas(HostPlan plan)
    {
        string[] generations = [.. Directory.EnumerateFiles(plan.DataFolder, "*", SearchOption.AllDirectories).Where(f => f.Contains("generations", StringComparison.Ordinal))];
        Assert.NotEmpty(generations);
        Array.ForEach(generations, File.Delete);
        return plan;
    }
}
