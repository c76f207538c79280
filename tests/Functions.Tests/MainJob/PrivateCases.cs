using System.Text.Json.Nodes;
using GridSteward.Functions.Tests.Engines;
using GridSteward.Functions.Tests.Town;

namespace GridSteward.Functions.Tests.MainJob;

/// <summary>A family dispute is known to those who have it, and is in no list, count or map outside the case.</summary>
public abstract class PrivateCases(Engine engine)
{
    [Fact]
    public async Task It_is_handled_by_whoever_holds_its_post_and_dispatched_by_those_who_find_it_on_purpose()
    {
        await using TestTown town = await engine.OpenAsync();
        Client holder = await town.SignInAsync("steward", town.Area("G05")), neighbour = await town.SignInAsync("steward", town.Area("G05"), town.Area("G06"));
        Client partner = await town.SignInAsync("partner", $"team:{town.Code}/{town.Id("T-G06")}"), manager = await town.SignInAsync("manager", $"jurisdiction:{town.Code}");
        await HoldAsync(town, "S4", (await holder.GetAsync("/api/me"))["subject"]!);
        Reply sent = await town.ReportInAsync("G05", TownPlan.Private);
        string path = TestTown.PathOf(sent);
        Assert.Equal("P-G05", sent["assignment.assignee.code"]);

        foreach (Client who in new[] { neighbour, partner })
        {
            (await who.GetAsync(path)).IsFault(404);
            (await TestTown.MoveAsync(who, path, "accept", sent.ETag!)).IsFault(404);
            Assert.Empty((await who.GetAsync(town.At("/reports?private=true"))).Is(200).Items);
        }

        foreach (Client who in new[] { holder, manager, town.Administrator })
        {
            Assert.Empty((await who.GetAsync(town.At("/reports"))).Is(200).Items);
            Assert.Equal(sent["id"], (string?)Assert.Single((await who.GetAsync(town.At("/reports?private=true"))).Is(200).Items)!["id"]);
            Assert.True((bool)(await who.GetAsync(path)).Is(200).Json["private"]!);
        }

        Assert.Equal(5, (await town.Administrator.GetAsync(town.At("/audit?subject=report/list"))).Is(200).Items.Count(f => (string?)f!["action"] == "listPrivate"));
        Reply accepted = (await TestTown.MoveAsync(holder, path, "accept", sent.ETag!)).Is(200);
        Reply dispatched = (await manager.PostAsync($"{path}/moves", new { move = "dispatch", assignee = $"team:{town.Id("T-G06")}", note = "调解" }, ("If-Match", accepted.ETag!))).Is(200);
        (await holder.GetAsync(path)).IsFault(404);
        Assert.Single((await partner.GetAsync(town.At("/reports?private=true"))).Is(200).Items);
        (await TestTown.MoveAsync(partner, path, "accept", dispatched.ETag!)).Is(200);
        Assert.Equal("accepted", (await town.Nobody.GetAsync($"/api/tracking/{sent["trackingToken"]}")).Is(200)["state"]);
        Client guest = await town.SignInAsync("volunteer", $"case:{town.Code}/{sent["id"]}");
        (await guest.GetAsync(path)).Is(200);
        (await neighbour.PostAsync("/api/invitations", new { name = "x", grants = new[] { new { node = $"case:{town.Code}/{sent["id"]}", preset = "volunteer" } } })).IsFault(400, "$.grants[0].node");
    }

    /// <summary>Says under which subject a steward signs in.</summary>
    private static async Task HoldAsync(TestTown town, string steward, string subject)
        => (await town.Administrator.SendAsync("PUT", town.At($"/stewards/{town.Id(steward)}"), new JsonObject { ["name"] = steward, ["subject"] = subject }, ("If-Match", "*"))).Is(200);
}
