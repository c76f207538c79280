using System.Text.Json.Nodes;

namespace GridSteward.Functions.Tests.Town;

/// <summary>Makes a town through HTTP.</summary>
public sealed class TownBuilder(Client administrator, TownRecord record)
{
    private static readonly Dictionary<string, (double X, double Y)> Buildings = new() { ["B1"] = (1, 0.5), ["B2"] = (5, 1.5) };

    public static async Task<TestTown> BuildAsync(TownHost host, Client administrator, string code = "xinjiayuan", string neighbour = "yangliu", double west = 113.50)
    {
        var record = new TownRecord(code, neighbour, new TownMap(west));
        await new TownBuilder(administrator, record).BuildAsync();
        return new TestTown(host, administrator, record);
    }

    private async Task BuildAsync()
    {
        await JurisdictionAsync(record.Code, "新家园", record.Map.Town());
        await JurisdictionAsync(record.Neighbour, "杨柳", record.Map.Neighbour());
        foreach (var (code, at) in Buildings)
        {
            await CreateAsync("buildings", code, new JsonObject { ["code"] = code, ["name"] = $"{code}号楼", ["point"] = record.Map.Point(at.X, at.Y) });
        }

        for (int i = 1; i <= 4; i++)
        {
            await CreateAsync("stewards", $"S{i}", new JsonObject { ["name"] = $"Steward {i}", ["phone"] = $"1380000000{i}" });
        }

        await CreateAsync("teams", "T-C2", new JsonObject { ["code"] = "T-C2", ["name"] = "第二服务队", ["areas"] = new JsonArray("C2") });
        await CreateAsync("teams", "T-G06", new JsonObject { ["code"] = "T-G06", ["name"] = "第六服务队", ["areas"] = new JsonArray("G06") });
        await CreateAsync("partners", "PA-C1", new JsonObject { ["code"] = "PA-C1", ["name"] = "春风药店", ["contactName"] = "老陈", ["contactPhone"] = "13500000001", ["areas"] = new JsonArray("C1") });
        foreach (JsonObject post in TownPlan.Posts(Id, Id))
        {
            await CreateAsync("posts", (string)post["code"]!, post);
        }

        await HouseholdsAsync();
        await CardAsync("household", "G01-H2");
        await CardAsync("building", "B2");
        await CardAsync("area", "G06");
    }

    private async Task JurisdictionAsync(string code, string name, JsonObject areas)
    {
        (await administrator.PostAsync("/api/jurisdictions", TownPlan.Settings(code, name))).Is(201);
        (await administrator.PostAsync($"/api/jurisdictions/{code}/area-imports", areas, ("Content-Type", "application/geo+json"))).Is(201);
    }

    private async Task HouseholdsAsync()
    {
        foreach (var (grid, count) in TownPlan.Households)
        {
            var (x, y) = TownMap.Inside(grid);
            for (int i = 1; i <= count; i++)
            {
                await CreateAsync("households", $"{grid}-H{i}", new JsonObject
                {
                    ["code"] = $"{grid}-H{i}",
                    ["name"] = $"Householder {grid} {i}",
                    ["phone"] = $"1390000{grid[1..]}0{i}",
                    ["point"] = record.Map.Point(x + (i * 0.01), y),
                    ["residents"] = i,
                    ["originVillage"] = i is 2 or 3 ? "Liuzhuang" : null,
                    ["wantsAcquaintance"] = i == 2,
                });
            }
        }
    }

    private async Task CardAsync(string what, string code)
    {
        Reply card = await administrator.PostAsync(Path("contact-cards"), new JsonObject { [what] = what == "area" ? code : Id(code) });
        record.Cards[what] = card.Is(201)["code"]!;
        record.Ids[$"card:{what}"] = card["id"]!;
    }

    private async Task CreateAsync(string plural, string code, JsonObject body)
        => record.Ids[code] = (await administrator.PostAsync(Path(plural), body)).Is(201)["id"]!;

    private string Id(string code) => record.Ids[code];

    private string Path(string plural) => $"/api/jurisdictions/{record.Code}/{plural}";
}
