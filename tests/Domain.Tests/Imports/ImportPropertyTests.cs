using System.Globalization;
using System.Text;
using System.Text.Json;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Households;
using GridSteward.Domain.Imports;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Tests.Worlds;
using static GridSteward.Domain.Tests.Imports.ImportRig;

namespace GridSteward.Domain.Tests.Imports;

/// <summary>The slow and obvious oracle: every row of the file sent as a form, one after another.</summary>
public class ImportPropertyTests
{
    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, false)]
    [InlineData(4, true)]
    public async Task An_import_leaves_what_forms_would_have_left(int seed, bool atomic)
    {
        using World imported = new(), sent = new();
        Jurisdiction town = await imported.AddTownAsync();
        await sent.AddTownAsync();
        foreach (World world in new[] { imported, sent })
        {
            await world.AddBuildingAsync("B1", 0.5, 1.5);
            await world.AddBuildingAsync("B2", 1.5, 1.5);
        }

        var random = new Random(seed);
        for (int file = 0; file < 3; file++)
        {
            List<HouseholdSubmission> rows = Rows(random, atomic ? 60 : 90);
            Imported done = await imported.ImportAsync(Csv(ImportSubject.Households) with { Atomic = atomic }, Text(rows));
            long good = 0;
            foreach (HouseholdSubmission row in rows)
            {
                good += await SendAsync(sent, town, row) ? 1 : 0;
            }

            Assert.Equal(good, done.Counts.Added + done.Counts.Changed + done.Counts.Unchanged);
            Assert.Equal(rows.Count - good, done.Counts.Rejected);
            Assert.Equal(await LeftAsync(sent), await LeftAsync(imported));
        }
    }

    private static List<HouseholdSubmission> Rows(Random random, int count)
    {
        // Codes of a file are different; files share many.
        return [.. Enumerable.Range(0, 120).OrderBy(_ => random.Next()).Take(count).Select(i =>
        {
            double? x = random.Next(4) == 0 ? null : Math.Round(random.NextDouble() * 2.4, 3);
            double y = Math.Round(random.NextDouble() * 2.4, 3);
            return new HouseholdSubmission(
                $"H{i}", random.Next(2) == 0 ? null : $"户主{random.Next(5)}", random.Next(2) == 0 ? null : $"13{random.Next(5)}",
                x is null ? null : new SentPosition(Math.Round(114 + (x.Value * 0.001), 6), Math.Round(22.5 + (y * 0.001), 6), random.Next(2) == 0 ? "wgs84" : "cgcs2000", random.Next(2) == 0 ? null : random.Next(200)),
                random.Next(3) switch { 0 => "B1", 1 => "B2", _ => null }, random.Next(2) == 0 ? null : $"{random.Next(6)}-{random.Next(30)}",
                random.Next(200), random.Next(3) == 0 ? "柳庄" : null);
        })];
    }

    private static string Text(List<HouseholdSubmission> rows)
    {
        StringBuilder text = new("code,name,phone,longitude,latitude,coordinateSystem,accuracyMetres,building,unit,residents,originVillage\n");
        foreach (HouseholdSubmission r in rows)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"{r.Code},{r.Name},{r.Phone},{r.Position?.Longitude},{r.Position?.Latitude},{r.Position?.CoordinateSystem},{r.Position?.AccuracyMetres},{r.Building},{r.Unit},{r.Residents},{r.OriginVillage}\n");
        }

        return text.ToString();
    }

    private static async Task<bool> SendAsync(World world, Jurisdiction town, HouseholdSubmission row)
    {
        HouseholdSubmission form = row with { Building = row.Building is null ? null : "id-" + row.Building };
        var households = await world.HouseholdsAsync();
        return households.TryGetValue(row.Code, out var there)
            ? await world.Here.Households.ReplaceAsync(town, form, there.Household.Value.Id, _ => true, Acting.Program, Ct) is Outcome<HouseholdInFull>.Done
            : await world.Here.Households.CreateAsync(town, form, null, Acting.Program, Ct) is Outcome<Storage.Stored<Household>>.Done;
    }

    /// <summary>Every household with who it is, but for the ids that were made for it.</summary>
    private static async Task<List<string>> LeftAsync(World world) => [.. (await world.HouseholdsAsync()).Values.Select(h =>
        JsonSerializer.Serialize(h.Household.Value with { Id = "id" }, DomainJson.Default.Household) + h.Who?.Name + "/" + h.Who?.Phone)];
}
