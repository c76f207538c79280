using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace GridSteward.Benchmarks;

/// <summary>The program serving a made-up town on a data folder of its own: a lattice of grids, each with a post that somebody holds.</summary>
internal sealed class Town : IDisposable
{
    /// <summary>Grids to a side.</summary>
    public const int Side = 20;

    private const double West = 110.0, South = 30.0, Step = 0.005;

    private readonly Published program;
    private readonly string folder;
    private bool stopped;
    private bool keeps;

    private Town(Published program, string folder, Uri address)
    {
        this.program = program;
        this.folder = folder;
        Http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 256 }) { BaseAddress = address, Timeout = TimeSpan.FromMinutes(10) };
    }

    public HttpClient Http { get; }

    public string DatabaseFile => Directory.EnumerateFiles(folder, "*.db").Single();

    public int ProcessId => program.Id;

    public long PeakMemory => program.PeakMemory;

    /// <summary>A point in the town; the same for the same number.</summary>
    public static (double Longitude, double Latitude) Point(int number)
    {
        var random = new Random(number);
        return (Math.Round(West + (random.NextDouble() * Side * Step), 6), Math.Round(South + (random.NextDouble() * Side * Step), 6));
    }

    /// <summary>Starts the program and builds the town.</summary>
    /// <param name="programFile">The published program.</param>
    /// <param name="areas">A file of other areas, which nobody answers for; null for the lattice.</param>
    public static async Task<Town> OpenAsync(string programFile, string? areas = null)
    {
        string folder = Directory.CreateTempSubdirectory("gridsteward-benchmark-").FullName;
        Published program = Start(programFile, folder);
        try
        {
            string invitation = await program.SaysAsync("/signin#invite=");

            // it is logged too, with more behind it, and either line may come first
            string address = (await program.SaysAsync("GridSteward is serving at ")).Split(' ')[0];
            program.StopListening();
            var town = new Town(program, folder, new Uri(address));
            await town.BuildAsync(invitation, areas);
            return town;
        }
        catch
        {
            program.Dispose();
            throw;
        }
    }

    public static Published Start(string programFile, string folder)
        => Published.Start(programFile, "--urls", "http://127.0.0.1:0", "--GridSteward:DataFolder", folder, "--GridSteward:Demo", "never", "--GridSteward:Limits:ReportsPerAddress", "0", "--RunJobs", "* * * * * *");

    public static string ReportBody(int number)
    {
        var (longitude, latitude) = Point(number);
        return JsonSerializer.Serialize(new { category = "lamp", words = $"路灯坏了，第{number}号", point = new { longitude, latitude } });
    }

    public async Task<JsonElement> SendAsync(HttpMethod method, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        using HttpResponseMessage response = await Http.SendAsync(request);
        string body = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode
            ? body.Length > 0 ? JsonDocument.Parse(body).RootElement : default
            : throw new InvalidOperationException($"{method} {path} answered {(int)response.StatusCode}: {body}");
    }

    /// <summary>Stops the program and leaves the folder to the caller.</summary>
    public string StopAndKeep()
    {
        Stop();
        keeps = true;
        return folder;
    }

    public void Dispose()
    {
        Stop();
        if (!keeps)
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private void Stop()
    {
        if (!stopped)
        {
            stopped = true;
            Http.Dispose();
            program.Dispose();
        }
    }

    private async Task BuildAsync(string invitation, string? areas)
    {
        JsonElement signedIn = await SendAsync(HttpMethod.Post, "api/sign-ins", JsonContent.Create(new { invitation }));
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", signedIn.GetProperty("token").GetString());
        await SendAsync(HttpMethod.Post, "api/jurisdictions", JsonContent.Create(new
        {
            code = "town",
            name = "Town",
            timeZone = "Asia/Shanghai",
            levels = new[] { "grid" },
            categories = new[] { new { code = "lamp", name = "路灯", nameEn = "Lamps", kind = "hazard", acceptHours = 4, resolveHours = 48 } },
            toleranceMetres = areas is null ? 30 : 0,
        }));
        if (areas is not null)
        {
            await ImportAreasAsync(await File.ReadAllTextAsync(areas));
            await ReassignedAsync();
            return;
        }

        var features = Enumerable.Range(0, Side * Side).Select(i =>
        {
            double w = West + (i % Side * Step), s = South + (i / Side * Step), e = w + Step, n = s + Step;
            double[][][] rings = [[[w, s], [e, s], [e, n], [w, n], [w, s]]];
            return new { type = "Feature", properties = new { code = Grid(i), name = Grid(i) }, geometry = new { type = "Polygon", coordinates = rings } };
        });
        string file = JsonSerializer.Serialize(new { type = "FeatureCollection", features });
        await ImportAreasAsync(file);
        JsonElement steward = await SendAsync(HttpMethod.Post, "api/jurisdictions/town/stewards", JsonContent.Create(new { name = "Steward" }));
        for (int i = 0; i < Side * Side; i++)
        {
            await SendAsync(HttpMethod.Post, "api/jurisdictions/town/posts", JsonContent.Create(new
            {
                code = $"P-{Grid(i)}",
                title = "网格员",
                area = Grid(i),
                duty = "handle",
                steward = steward.GetProperty("id").GetString(),
                capacity = 20,
                validFrom = "2020-01-01",
            }));
        }
    }

    private async Task ImportAreasAsync(string geoJson)
        => await SendAsync(HttpMethod.Post, "api/jurisdictions/town/area-imports?level=grid", new StringContent(geoJson, Encoding.UTF8, "application/geo+json"));

    /// <summary>Waits until what the areas have changed is assigned anew: that work goes on beside whatever is asked.</summary>
    private async Task ReassignedAsync()
    {
        for (int i = 0; i < 600; i++)
        {
            JsonElement jobs = await SendAsync(HttpMethod.Get, "api/jurisdictions/town/jobs", null);
            if (jobs.GetProperty("items").EnumerateArray().Any(job => job.GetProperty("kind").GetString() == "reassign" && job.GetProperty("state").GetString() == "done"))
            {
                return;
            }

            await Task.Delay(200);
        }

        throw new InvalidOperationException("Nothing was assigned anew in two minutes.");
    }

    private static string Grid(int i) => string.Create(CultureInfo.InvariantCulture, $"G{i:D3}");
}
