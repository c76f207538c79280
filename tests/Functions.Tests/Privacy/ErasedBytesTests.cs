using GridSteward.Functions.Tests.Engines;
using GridSteward.Functions.Tests.Town;

namespace GridSteward.Functions.Tests.Privacy;

/// <summary>Of an erased person nothing is left in the engine's files, in blobs, in jobs' results or in logs.</summary>
public sealed class ErasedBytesTests(AzureEngine azure)
{
    [Fact]
    public async Task Of_an_erased_person_no_byte_is_left_in_the_data_folder_nor_in_the_logs()
    {
        string folder = "";
        TestTown town = await TownTemplate.OpenAsync(plan =>
        {
            folder = plan.DataFolder;
            return plan;
        });
        PersonalTown person = new(town);
        await person.LiveAsync();
        IReadOnlyList<string> before = Traces.Of(person.Texts, Traces.Files(folder));
        Assert.All(person.Texts, t => Assert.Contains(before, b => b.StartsWith(t, StringComparison.Ordinal) && b.Contains("gridsteward.db", StringComparison.Ordinal)));
        Assert.Contains(before, b => b.StartsWith(person.Name, StringComparison.Ordinal) && b.Contains("uploads", StringComparison.Ordinal));
        Assert.Contains(before, b => b.StartsWith(person.Words, StringComparison.Ordinal) && b.Contains("jobs", StringComparison.Ordinal));

        await person.AskAsync("erase");
        Assert.Empty(Traces.Of(person.Texts, [.. Traces.Files(folder), .. Traces.Logs(town)]));
        string kept = await town.Host.StopAndKeepAsync();
        await using TownHost again = await TownHost.StartAsync(new HostPlan(kept) { Clock = town.Clock });
        Assert.Empty(Traces.Of(person.Texts, Traces.Files(folder)));
        Reply household = (await again.As(town.Administrator.Token!).GetAsync(town.At($"/households/{person.Household["id"]}"))).Is(200);
        Assert.Equal((null, null, null), (household["name"], household["unit"], household["point"]));
        Assert.NotNull(household["erasedAt"]);
    }

    [Fact]
    public async Task After_its_time_a_moved_household_and_a_closed_report_have_left_no_byte_either()
    {
        string folder = "";
        await using TestTown town = await TownTemplate.OpenAsync(plan =>
        {
            folder = plan.DataFolder;
            return plan;
        });
        PersonalTown person = new(town);
        await person.LiveAsync();
        foreach (string path in new[] { $"/stewards/{person.Steward}", $"/partners/{(string)(await town.Administrator.ListAsync(town.At("/partners"), 50)).Single(p => (string?)p["code"] == "OY")["id"]!}" })
        {
            (await town.Administrator.SendAsync("DELETE", town.At(path), null, ("If-Match", "*"))).Is(204);
        }

        Reply household = (await town.Administrator.GetAsync(town.At($"/households/{person.Household["id"]}"))).Is(200);
        var moved = new { code = "OY-1", name = person.Name, phone = person.Phone, unit = person.Unit, movedOn = "2026-05-04" };
        (await town.Administrator.SendAsync("PUT", town.At($"/households/{person.Household["id"]}"), moved, ("If-Match", household.ETag!))).Is(200);
        await person.NightAsync(8);
        Assert.NotEmpty(Traces.Of(person.Texts, Traces.Files(folder)));
        await person.NightAsync(400);
        Assert.Empty(Traces.Of(person.Texts, [.. Traces.Files(folder), .. Traces.Logs(town)]));
    }

    [Fact]
    public async Task On_Azure_no_document_and_no_blob_of_an_erased_person_is_left()
    {
        string database = "";
        await using TestTown town = await azure.OpenAsync(plan =>
        {
            database = plan.Settings.Single(s => s.Key.EndsWith("Database", StringComparison.Ordinal)).Value!;
            return plan;
        });
        PersonalTown person = new(town);
        await person.LiveAsync();
        IReadOnlyList<string> before = Traces.Of(person.Texts, await Traces.CloudAsync(town, database));
        Assert.All(person.Texts, t => Assert.Contains(before, b => b.StartsWith(t, StringComparison.Ordinal)));
        Assert.Contains(before, b => b.Contains("uploads/", StringComparison.Ordinal));
        await person.AskAsync("erase");
        Assert.Empty(Traces.Of(person.Texts, [.. await Traces.CloudAsync(town, database), .. Traces.Logs(town)]));
    }

    [Fact]
    public void The_search_finds_a_text_in_every_form_it_knows()
    {
        foreach (string text in new[] { "欧阳翡翠", "13599887766", "Ermengarde" })
        {
            byte[] utf8 = System.Text.Encoding.UTF8.GetBytes(text);
            byte[][] forms =
            [
                utf8, System.Text.Encoding.Unicode.GetBytes("x" + text), System.Text.Encoding.ASCII.GetBytes($"?name={Uri.EscapeDataString(text)}&"),
                .. Enumerable.Range(0, 3).Select(n => System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String([.. new byte[n + 6], .. utf8, 1, 2]))),
                System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(text),
            ];
            Assert.All(forms, f => Assert.NotEmpty(Traces.Of([text], [("here", f)])));
        }
    }
}
