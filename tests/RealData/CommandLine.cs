using System.CommandLine;

namespace GridSteward.RealData;

/// <summary>The options, and which run they ask for. What is given by an option wins over the preset.</summary>
internal static class CommandLine
{
    private static readonly Option<string?> City = new("--city") { Description = "A preset: la, la-districts, la-coverage or townships. Skipped, with exit code 0, where the data is absent." };
    private static readonly Option<string?> Data = new("--data") { Description = "The presets' data folder. Default: GRIDSTEWARD_TEST_DATA, else ../shared/data beside the checkout." };
    private static readonly Option<string?> Areas = new("--areas") { Description = "GeoJSON of the areas, WGS-84." };
    private static readonly Option<string?> Code = new("--code") { Description = "The feature property that holds an area's code." };
    private static readonly Option<string?> Name = new("--name") { Description = "The feature property that holds an area's name." };
    private static readonly Option<string?> Level = new("--level") { Description = "The level's name, such as council." };
    private static readonly Option<string?> Requests = new("--requests") { Description = "CSV of the service requests, UTF-8, with a header line." };
    private static readonly Option<string?> Id = new("--id") { Description = "The column of the request's id; without one the row's number." };
    private static readonly Option<string?> Lat = new("--lat") { Description = "The column of the latitude." };
    private static readonly Option<string?> Lon = new("--lon") { Description = "The column of the longitude." };
    private static readonly Option<string?> Type = new("--type") { Description = "The column of the type; the distinct ones become the categories." };
    private static readonly Option<string?> Created = new("--created") { Description = "The column of the time of the request." };
    private static readonly Option<string?> CreatedFormat = new("--created-format") { Description = "Its format as .NET spells it, such as dd/MM/yyyy HH:mm, where it is neither ISO 8601 nor month first." };
    private static readonly Option<string?> Recorded = new("--recorded") { Description = "The column of the area's code that the city recorded." };
    private static readonly Option<string?> RecordedName = new("--recorded-name") { Description = "The column of the area's name that the city recorded, where it recorded no code." };
    private static readonly Option<string?> Delimiter = new("--delimiter") { Description = "Between columns: , (default) ; | or tab." };
    private static readonly Option<string?> TimeZone = new("--time-zone") { Description = "The IANA zone of times without one, and of the jurisdiction." };
    private static readonly Option<string?> Jurisdiction = new("--jurisdiction") { Description = "The jurisdiction's code: lower-case letters, digits, hyphens." };
    private static readonly Option<string?> Title = new("--title") { Description = "The jurisdiction's name; its code if not given." };
    private static readonly Option<double> Tolerance = new("--tolerance") { Description = "The jurisdiction's tolerance in metres.", DefaultValueFactory = _ => 30 };
    private static readonly Option<int?> Max = new("--max") { Description = "At most this many rows, from the first." };
    private static readonly Option<int> Parallel = new("--parallel") { Description = "How many clients post at once.", DefaultValueFactory = _ => 8 };
    private static readonly Option<bool> Twice = new("--twice") { Description = "Post everything a second time: all of it must be replays." };
    private static readonly Option<bool> Check = new("--check") { Description = "Exit code 1 where a check fails." };
    private static readonly Option<string?> Url = new("--url") { Description = "A server that runs already; without it one is started and stopped, on a data folder that is thrown away." };
    private static readonly Option<string?> Invite = new("--invite") { Description = "With --url: an invitation's code, used once." };
    private static readonly Option<string?> Token = new("--token") { Description = "With --url: a token." };
    private static readonly Option<string?> Server = new("--server") { Description = "The GridSteward.Functions.dll to start, such as a published one." };

    public static RootCommand Make()
    {
        var root = new RootCommand("Imports a city's areas, posts its service requests over HTTP, and says what share went to the area that the city itself recorded.");
        Option[] all =
        [
            City, Data, Areas, Code, Name, Level, Requests, Id, Lat, Lon, Type, Created, CreatedFormat, Recorded, RecordedName, Delimiter, TimeZone, Jurisdiction, Title,
            Tolerance, Max, Parallel, Twice, Check, Url, Invite, Token, Server, .. CoverageOptions.All,
        ];
        foreach (Option option in all)
        {
            root.Options.Add(option);
        }

        root.SetAction(RunAsync);
        return root;
    }

    private static async Task<int> RunAsync(ParseResult given, CancellationToken cancellationToken)
    {
        var checks = new Checks();
        try
        {
            var where = new ServerChoice(ReadUrl(given), given.GetValue(Invite), given.GetValue(Token), given.GetValue(Server));
            string? city = given.GetValue(City);
            string? data = city is null ? null : Presets.FindData(given.GetValue(Data));
            if (city is not null && data is null)
            {
                Console.WriteLine($"Skipped: the data of '{city}' is absent. Put it into ../shared/data beside the checkout, or name its folder in GRIDSTEWARD_TEST_DATA or by --data.");
                return 0;
            }

            if (city == "townships")
            {
                await new TownshipsRun(data!, where, checks).RunAsync(cancellationToken);
            }
            else
            {
                City read = ReadCity(given, city is null ? null : Presets.Find(city, data!));
                await (read.Coverage is { } wish ? new CoverageRun(read, wish, ReadLoad(given), where, checks).RunAsync(cancellationToken) : new CityRun(read, ReadLoad(given), where, checks).RunAsync(cancellationToken));
            }
        }
        catch (UnusableException e)
        {
            Console.Error.WriteLine(e.Message);
            return 2;
        }

        Console.WriteLine();
        Console.WriteLine($"{checks.Passed} passed, {checks.Failed} failed");
        return checks.Failed > 0 && given.GetValue(Check) ? 1 : 0;
    }

    private static Uri? ReadUrl(ParseResult given)
        => given.GetValue(Url) is not { } text ? null
            : Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out Uri? url) && url.Scheme is "http" or "https" ? url
            : throw new UnusableException($"--url: '{text}' is not an http(s) address.");

    private static Load ReadLoad(ParseResult given) => new(given.GetValue(Max), Math.Max(1, given.GetValue(Parallel)), given.GetValue(Twice));

    private static City ReadCity(ParseResult given, City? preset)
    {
        string jurisdiction = given.GetValue(Jurisdiction) ?? preset?.Jurisdiction ?? "city";
        return new City(
            jurisdiction,
            given.GetValue(Title) ?? preset?.Title ?? jurisdiction,
            given.GetValue(TimeZone) ?? preset?.TimeZone ?? "UTC",
            given.GetValue(Tolerance),
            new AreaColumns(
                Needed(given, Areas, preset?.Areas.File), Needed(given, Code, preset?.Areas.Code),
                given.GetValue(Name) ?? preset?.Areas.Name ?? Needed(given, Code, preset?.Areas.Code), given.GetValue(Level) ?? preset?.Areas.Level ?? "area"),
            new RequestColumns(
                Needed(given, Requests, preset?.Requests.File), given.GetValue(Id) ?? preset?.Requests.Id,
                Needed(given, Lat, preset?.Requests.Latitude), Needed(given, Lon, preset?.Requests.Longitude),
                given.GetValue(Type) ?? preset?.Requests.Type, given.GetValue(Created) ?? preset?.Requests.Created, given.GetValue(CreatedFormat),
                given.GetValue(Recorded) ?? (given.GetValue(RecordedName) is null ? preset?.Requests.Recorded : null), given.GetValue(RecordedName),
                given.GetValue(Delimiter) is "tab" or "\\t" ? "\t" : given.GetValue(Delimiter) ?? ",")
            {
                Status = CoverageOptions.ReadStatus(given, preset),
            })
        {
            Coverage = CoverageOptions.Read(given, preset),
        };
    }

    private static string Needed(ParseResult given, Option<string?> option, string? preset)
        => given.GetValue(option) ?? preset ?? throw new UnusableException($"{option.Name} is missing; it is needed unless --city names a preset.");
}
