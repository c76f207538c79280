using System.Text.Json.Nodes;
using GridSteward.Functions.Tests.Engines;
using GridSteward.Functions.Tests.Town;

namespace GridSteward.Functions.Tests.MainJob;

/// <summary>Taking a report in exactly once, and following it by its link.</summary>
public abstract class Intake(Engine engine)
{
    private const string Words = "三单元门口堆了纸箱", Name = "赵小满", Phone = "13912345678";

    [Fact]
    public async Task A_report_sent_again_with_its_key_is_the_same_report_with_the_same_link()
    {
        await using TestTown town = await engine.OpenAsync();
        string key = Client.NewKey();
        Reply first = (await town.Nobody.PostAsync("/api/reports", Body(town), ("Idempotency-Key", key))).Is(201);
        town.Clock.Advance(TimeSpan.FromHours(1));
        Reply again = (await town.Nobody.PostAsync("/api/reports", Body(town), ("Idempotency-Key", key))).Is(201);
        Assert.Equal((false, true), (first.IsReplayed, again.IsReplayed));
        Assert.Equal(first.Text, again.Text);
        Assert.Equal(first.ETag, again.ETag);
        Assert.Equal($"/api/reports/{town.Code}/{first["id"]}", first.Header("Location"));

        JsonObject other = Body(town);
        other["words"] = "else";
        (await town.Nobody.PostAsync("/api/reports", other, ("Idempotency-Key", key))).IsFault(422, "header.Idempotency-Key");
        Reply fresh = (await town.Nobody.PostAsync("/api/reports", Body(town), ("Idempotency-Key", Client.NewKey()))).Is(201);
        Assert.NotEqual(first["id"], fresh["id"]);
        Assert.Equal(2, (await town.Administrator.ListAsync(town.At("/reports"), 1000)).Count);
    }

    [Fact]
    public async Task Of_many_sent_at_once_with_one_key_one_is_kept()
    {
        await using TestTown town = await engine.OpenAsync();
        string key = Client.NewKey();
        Reply[] replies = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => town.Nobody.PostAsync("/api/reports", Body(town), ("Idempotency-Key", key))));
        Assert.Single(replies.Select(r => r.Is(201).Text).Distinct());
        Assert.Single(await town.Administrator.ListAsync(town.At("/reports"), 1000));
    }

    [Fact]
    public async Task A_client_id_becomes_the_id_and_cannot_be_taken_twice()
    {
        await using TestTown town = await engine.OpenAsync();
        string id = Guid.CreateVersion7(TownClock.Start).ToString();
        JsonObject body = Body(town);
        body["clientId"] = id;
        body["clientTime"] = "2026-05-04T09:58:00+08:00";
        Reply report = (await town.Nobody.PostAsync("/api/reports", body, ("Idempotency-Key", Client.NewKey()))).Is(201);
        Assert.Equal(id, report["id"]);
        (await town.Nobody.PostAsync("/api/reports", body, ("Idempotency-Key", Client.NewKey()))).IsFault(409);
        (await town.Nobody.PostAsync("/api/reports", body)).IsFault(409);
        Assert.Equal("2026-05-04T01:58:00+00:00", (await town.Administrator.GetAsync(TestTown.PathOf(report)))["clientTime"]);
    }

    [Fact]
    public async Task Deadlines_come_from_the_category_and_the_full_report_holds_what_was_sent()
    {
        await using TestTown town = await engine.OpenAsync();
        Reply sent = (await town.Nobody.PostAsync("/api/reports", Body(town))).Is(201);
        Assert.Equal(("2026-05-04T06:00:00+00:00", "2026-05-06T02:00:00+00:00"), (sent["acceptBy"], sent["resolveBy"]));
        Reply full = (await town.Administrator.GetAsync(TestTown.PathOf(sent))).Is(200);
        Assert.Equal((Words, Name, Phone), (full["words"], full["contact.name"], full["contact.phone"]));
        Assert.Equal(("hazard", "resident", "received"), (full["kind"], full["source"], full["state"]));
        Assert.Equal("cgcs2000", full["position.coordinateSystem"]);
        Assert.Equal(sent.ETag, full.ETag);
        (await town.Administrator.GetAsync(TestTown.PathOf(sent), ("If-None-Match", full.ETag!))).Is(304);
    }

    [Fact]
    public async Task The_tracking_link_shows_where_it_stands_and_nothing_personal()
    {
        await using TestTown town = await engine.OpenAsync();
        JsonObject body = new()
        {
            ["category"] = "fire-safety", ["words"] = Words, ["contact"] = new JsonObject { ["name"] = Name, ["phone"] = Phone },
            ["household"] = $"{town.Code}/{town.Id("G01-H2")}",
        };
        Reply sent = (await town.Nobody.PostAsync("/api/reports", body)).Is(201);
        string token = sent["trackingToken"]!;
        Assert.Equal($"{town.Host.Address.GetLeftPart(UriPartial.Authority)}/track/{token}", sent["tracking"]);

        Client steward = await town.SignInAsync("steward", town.Area("G01"));
        (await TestTown.MoveAsync(steward, TestTown.PathOf(sent), "accept", sent.ETag!, "王师傅今晚去看")).Is(200);
        Reply seen = (await town.Nobody.GetAsync($"/api/tracking/{token}")).Is(200);
        Assert.Equal(("accepted", "红管家"), (seen["state"], seen["assignment.assignee.title"]));
        Assert.Equal(["received", "accepted"], seen.Json["events"]!.AsArray().Select(e => (string?)e!["state"]));
        string me = (await steward.GetAsync("/api/me")).Is(200)["subject"]!;
        foreach (string personal in new[] { Words, Name, Phone, "王师傅", "Householder", "1390000", town.Id("G01-H2"), "Steward", "longitude", "actor", me, town.Administrator.Token! })
        {
            Assert.DoesNotContain(personal, seen.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(personal, sent.Text, StringComparison.Ordinal);
        }

        Assert.Null(seen["assignment.distanceToEdgeMetres"]);
        (await town.Nobody.GetAsync($"/api/tracking/{token[..^4]}AAAA")).IsFault(404);
        (await town.Nobody.GetAsync("/api/tracking/anything")).IsFault(404);
    }

    private static JsonObject Body(TestTown town)
    {
        JsonObject point = town.Point("G08");
        point["coordinateSystem"] = "cgcs2000";
        return new JsonObject
        {
            ["category"] = "fire-safety", ["words"] = Words, ["point"] = point, ["contact"] = new JsonObject { ["name"] = Name, ["phone"] = Phone },
        };
    }
}
