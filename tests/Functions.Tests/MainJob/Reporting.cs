using System.Text.Json.Nodes;
using GridSteward.Functions.Tests.Engines;
using GridSteward.Functions.Tests.Town;

namespace GridSteward.Functions.Tests.MainJob;

/// <summary>A report finds its place and its assignee.</summary>
public abstract class Reporting(Engine engine)
{
    /// <summary>Point in the map's units, what covers it, who gets it, flags.</summary>
    public static TheoryData<double, double, string, string, string> Points => new()
    {
        { 0.5, 0.5, "C1 G01", "P-G01", "" },
        { 1.0, 1.0, "C1 G01", "P-G01", "overlap" },
        { 0.5, 2.5, "C1 G03", "P-C1", "" },
        { 3.5, 0.5, "C2 G04", "T-C2", "" },
        { 3.5, 2.5, "C2 G06", "T-G06", "" },
        { 4.25, 1.5, "C2", "T-C2", "" },
        { 7.0, 1.1, "C3 G07", "P-G07", "overlap" },
        { 6.5, 2.5, "C3 G09", "", "noAssignee" },
        { 8.5, 2.5, "C3 G09", "", "noAssignee" },
        { 7.5, 2.5, "C3", "", "noAssignee" },
        { 9.0, 1.5, "C3 G08", "P-G08", "" },
        { -0.02, 0.5, "C1 G01", "P-G01", "nearestWithinTolerance" },
    };

    [Fact]
    public async Task A_point_goes_to_the_areas_that_cover_it_and_to_who_handles_there()
    {
        await using TestTown town = await engine.OpenAsync();
        foreach (var row in Points)
        {
            var (x, y, chain, assignee, flags) = row.Data;
            Reply report = await town.ReportAsync(new JsonObject { ["point"] = town.Map.Point(x, y) });
            string where = $"({x}, {y})";
            Assert.Equal((where, town.Code), (where, report["jurisdiction"]));
            Assert.Equal((where, chain), (where, Chain(report)));
            Assert.Equal((where, flags), (where, string.Join(' ', report.Json["assignment"]!["flags"]!.AsArray())));
            Assert.Equal("point", report["assignment.basis"]);
            if (chain != "C1 G01")
            {
                Assert.Equal((where, assignee), (where, report["assignment.assignee.code"] ?? ""));
            }
        }
    }

    [Fact]
    public async Task Among_several_the_load_the_building_and_the_village_decide()
    {
        await using TestTown town = await engine.OpenAsync();
        foreach (string next in new[] { "P-G01", "P-G01-B1", "P-G01-V", "P-G01" })
        {
            Assert.Equal(next, await AssigneeAsync("point", town.Point("G01")));
        }

        Assert.Equal("P-G01-B1", await AssigneeAsync("building", $"{town.Code}/{town.Id("B1")}"));
        Assert.Equal("P-G01-V", await AssigneeAsync("household", $"{town.Code}/{town.Id("G01-H2")}"));
        Assert.Equal("P-G02", await AssigneeAsync("point", town.Point("G02")));
        Assert.Equal("P-C1", await AssigneeAsync("point", town.Point("G02"), "wish"));

        async Task<string?> AssigneeAsync(string by, JsonNode where, string category = "fire-safety")
            => (await town.ReportAsync(new JsonObject { [by] = where }, category))["assignment.assignee.code"];
    }

    [Fact]
    public async Task Households_buildings_and_cards_say_where_and_a_point_beside_them_does_not()
    {
        await using TestTown town = await engine.OpenAsync();
        (string Field, string Value, string Basis, string Chain)[] rows =
        [
            ("household", $"{town.Code}/{town.Id("G05-H1")}", "household", "C2 G05"),
            ("building", $"{town.Code}/{town.Id("B2")}", "building", "C2 G05"),
            ("card", town.Record.Cards["household"], "card", "C1 G01"),
            ("card", town.Record.Cards["building"].Replace("-", "", StringComparison.Ordinal).ToLowerInvariant(), "card", "C2 G05"),
            ("card", town.Record.Cards["area"], "card", "C2 G06"),
        ];
        foreach (var (field, value, basis, chain) in rows)
        {
            Reply report = await town.ReportAsync(new JsonObject { [field] = value, ["point"] = town.Point("G08") });
            Assert.Equal((value, basis, chain), (value, report["assignment.basis"], Chain(report)));
        }
    }

    [Fact]
    public async Task What_lies_nowhere_is_kept_and_what_names_only_a_jurisdiction_is_kept_there()
    {
        await using TestTown town = await engine.OpenAsync();
        Reply nothing = await town.ReportAsync([]);
        Assert.Equal(("unassigned", "none"), (nothing["jurisdiction"], nothing["assignment.basis"]));
        Reply far = await town.ReportAsync(new JsonObject { ["point"] = town.Map.Point(-0.05, 0.5) });
        Assert.Equal(("unassigned", "point"), (far["jurisdiction"], far["assignment.basis"]));
        Assert.Equal("outsideAllAreas noAssignee", string.Join(' ', far.Json["assignment"]!["flags"]!.AsArray()));
        Reply named = await town.ReportAsync(new JsonObject { ["jurisdiction"] = town.Code });
        Assert.Equal((town.Code, "none", ""), (named["jurisdiction"], named["assignment.basis"], Chain(named)));

        Client desk = await town.SignInAsync("dutyDesk", "jurisdiction:unassigned");
        Assert.Equal(
            new[] { nothing["id"], far["id"] }.Order(StringComparer.Ordinal),
            (await desk.ListAsync("/api/jurisdictions/unassigned/reports", 1)).Select(r => (string?)r["id"]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Of_two_jurisdictions_whose_hulls_overlap_the_areas_decide()
    {
        await using TestTown town = await engine.OpenAsync();
        Reply inside = await town.ReportAsync(new JsonObject { ["point"] = town.Map.Point(8.5, 0.5) });
        Assert.Equal((town.Code, "C3 G07"), (inside["jurisdiction"], Chain(inside)));
        Reply below = await town.ReportAsync(new JsonObject { ["point"] = town.Map.Point(8.5, -0.001) });
        Assert.Equal((town.Neighbour, "D1 H01"), (below["jurisdiction"], Chain(below)));
        Reply right = await town.ReportAsync(new JsonObject { ["point"] = town.Map.Point(9.001, 0.5) });
        Assert.Equal((town.Neighbour, "D1 H02"), (right["jurisdiction"], Chain(right)));
    }

    [Fact]
    public async Task A_new_generation_assigns_new_reports_and_leaves_the_old_as_they_were()
    {
        await using TestTown town = await engine.OpenAsync();
        Reply before = await town.ReportInAsync("G01");
        JsonObject moved = TownMap.Collection(
            TownMap.Feature("G01", "网格1", "grid", "C1", town.Map.Square(0, 0, 3, 0.4)),
            TownMap.Feature("G02", "网格2", "grid", "C1", town.Map.Square(0, 0.4, 3, 2)));
        (await town.Administrator.PostAsync(town.At("/area-imports"), moved)).Is(201);
        Reply after = await town.ReportInAsync("G01");
        Assert.Equal(("C1 G02", "2"), (Chain(after), after["assignment.generation"]));
        Assert.Equal(["1", "2"], after.Json["assignment"]!["chain"]!.AsArray().Select(l => l!["version"]!.ToString()));
        Reply still = (await town.Administrator.GetAsync(TestTown.PathOf(before))).Is(200);
        Assert.Equal(("C1 G01", "1"), (Chain(still), still["assignment.generation"]));
    }

    /// <summary>Generations 2, 4, ... move the point to G02; 3, 5, ... move it back.</summary>
    [Fact]
    public async Task While_areas_change_every_report_is_assigned_by_one_generation_and_by_none_that_had_passed()
    {
        await using TestTown town = await engine.OpenAsync();
        int current = 1;
        bool ended = false;
        Task importing = Task.Run(async () =>
        {
            for (int number = 2; number <= 9; number++)
            {
                double edge = number % 2 == 0 ? 0.4 : 1;
                Reply done = await town.Administrator.PostAsync(town.At("/area-imports"), TownMap.Collection(
                    TownMap.Feature("G01", "网格1", "grid", "C1", town.Map.Square(0, 0, 3, edge)),
                    TownMap.Feature("G02", "网格2", "grid", "C1", town.Map.Square(0, edge, 3, 2))));
                Assert.Equal(number, (int)done.Is(201).Json["generation"]!);
                Volatile.Write(ref current, number);
            }

            Volatile.Write(ref ended, true);
        }, TestContext.Current.CancellationToken);
        int reports = 0;
        do
        {
            int known = Volatile.Read(ref current);
            Reply report = await town.ReportInAsync("G01");
            int generation = (int)report.Json["assignment"]!["generation"]!;
            Assert.InRange(generation, known, 9);
            Assert.Equal(generation % 2 == 0 ? "C1 G02" : "C1 G01", Chain(report));
            reports++;
        }
        while (!Volatile.Read(ref ended) || reports < 5);
        await importing;
    }

    private static string Chain(Reply reply) => string.Join(' ', reply.Json["assignment"]!["chain"]!.AsArray().Select(l => (string?)l!["code"]));
}
