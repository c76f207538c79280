using System.Reflection;
using GridSteward.Functions.Demo;
using GridSteward.Functions.Http;
using GridSteward.Functions.Limits;
using GridSteward.Functions.SignIn;
using GridSteward.Functions.Tests.Access;
using GridSteward.Functions.Tests.Infra.Bicep;
using GridSteward.Outgoing;
using GridSteward.Stores;
using Microsoft.Azure.Functions.Worker;
using NCrontab;

namespace GridSteward.Functions.Tests.Infra;

/// <summary>Every setting that the code reads is one that infra/ sets or leaves at its default on purpose, and infra/ sets none that nobody reads.</summary>
public sealed class SettingsTests
{
    /// <summary>What the platform and the host read; docs/operations.md says what for.</summary>
    private static readonly string[] OfThePlatform =
    [
        "APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "APPLICATIONINSIGHTS_CONNECTION_STRING", "AzureWebJobsDisableHomepage", "AzureWebJobsStorage__blobServiceUri", "AzureWebJobsStorage__clientId",
        "AzureWebJobsStorage__credential", "WEBSITE_USE_PLACEHOLDER_DOTNETISOLATED",
    ];

    /// <summary>Not set on Azure: their defaults are meant. The parameter extraSettings sets those that are to be otherwise.</summary>
    private static readonly string[] LeftAtTheirDefault =
    [
        "GridSteward__AreaMemoryMegabytes", "GridSteward__CalendarFolder", "GridSteward__CorsOrigins", "GridSteward__Demo", "GridSteward__JobLeaseSeconds",
        "GridSteward__Limits__LinkWritesPerAddress", "GridSteward__Limits__ReportsPerAddress", "GridSteward__Limits__ReportsPerDevice", "GridSteward__Limits__SearchesPerAddress",
        "GridSteward__Mail__FromName", "GridSteward__Mail__Port", "GridSteward__Mail__Security", "GridSteward__Outgoing__AllowPrivate", "GridSteward__Outgoing__TimeoutSeconds",
        "GridSteward__PhotoMegabytes", "GridSteward__PhotoMegapixels", "GridSteward__Cosmos__connectionMode", "GridSteward__Blobs__containerPrefix",
    ];

    /// <summary>Never on Azure: they belong to the single box, to the embedded issuer or to emulators, whose connection strings hold a key.</summary>
    private static readonly string[] NeverOnAzure =
    [
        "GridSteward__Blobs__connectionString", "GridSteward__Cosmos__connectionString", "GridSteward__Cosmos__limitToEndpoint", "GridSteward__SignIn__NewAdministratorLink", "GridSteward__SignIn__TokenLifetime",
    ];

    private static readonly (string Section, Type Options)[] Sections =
    [
        (ApiOptions.Section, typeof(ApiOptions)), (DemoOptions.Section, typeof(DemoOptions)), (LimitOptions.Section, typeof(LimitOptions)), (SignInOptions.Section, typeof(SignInOptions)),
        (StoresOptions.Section, typeof(StoresOptions)), (CosmosAccess.Section, typeof(CosmosAccess)), (BlobAccess.Section, typeof(BlobAccess)), (OutgoingOptions.Section, typeof(OutgoingOptions)),
        (MailOptions.Section, typeof(MailOptions)),
    ];

    private static readonly Declaration Written = InfraFiles.Module("functions").ResourcesOf("Microsoft.Web/sites/config").Single();

    private static readonly Dictionary<string, Node> Set = Written.Value!.AsMap!["properties"]!.Children.SelectMany(c => c.All).OfType<Node.Map>()
        .SelectMany(o => o.Properties).ToDictionary(p => ((Node.Text)p.Key).Value, p => p.Value);

    [Fact]
    public void Every_setting_that_the_code_reads_is_set_or_left_on_purpose_and_none_is_set_that_nobody_reads()
    {
        string[] read =
        [
            .. Sections.SelectMany(s => s.Options.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite).Select(p => $"{s.Section}:{p.Name}".Replace(":", "__", StringComparison.Ordinal))),
            .. FunctionFacts.All.Where(f => f.Http is null).Select(ScheduleOf),
        ];
        string[] meant = [.. Set.Keys.Except(OfThePlatform), .. LeftAtTheirDefault, .. NeverOnAzure];
        Assert.Equal(read.Order(StringComparer.OrdinalIgnoreCase), meant.Order(StringComparer.OrdinalIgnoreCase), StringComparer.OrdinalIgnoreCase);
        Assert.Empty(OfThePlatform.Except(Set.Keys));
    }

    /// <summary>Guards the list of sections: an options class that is bound somewhere must be in it.</summary>
    [Fact]
    public void Every_class_of_options_is_among_those_that_are_looked_at()
    {
        string[] known = [.. Sections.Select(s => s.Options.Name)];
        IEnumerable<Type> all = new[] { typeof(Composition).Assembly, typeof(StoresOptions).Assembly, typeof(OutgoingOptions).Assembly }.SelectMany(a => a.GetTypes());
        Assert.Empty(all.Where(t => t.IsClass && !t.IsAbstract && t.GetField("Section") is { IsLiteral: true }).Select(t => t.Name).Except(known));
    }

    [Theory]
    [InlineData("functions/selfhost.settings.json")]
    [InlineData("functions/local.settings.sample.json")]
    [InlineData("docs/operations.md")]
    public void Every_timer_has_its_setting_wherever_settings_are(string file)
    {
        string text = InfraFiles.Text(file);
        Assert.All(FunctionFacts.All.Where(f => f.Http is null), f => Assert.Contains(ScheduleOf(f), text, StringComparison.Ordinal));
    }

    [Fact]
    public void Schedules_are_in_UTC_and_no_time_zone_is_set()
    {
        Assert.All(InfraFiles.All, f => Assert.DoesNotContain(f.Nodes, n => n is Node.Text { Value: "WEBSITE_TIME_ZONE" or "TZ" }));
        string[] files = ["infra/main.parameters.json", "azure.yaml", "host.json", "functions/local.settings.sample.json", "functions/selfhost.settings.json"];
        Assert.All(files, f => Assert.DoesNotContain("TIME_ZONE", InfraFiles.Text(f), StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void The_workaround_for_crashing_workers_is_there_and_the_readme_says_when_it_may_go()
    {
        Assert.Equal(new Node.Text("0"), Set["WEBSITE_USE_PLACEHOLDER_DOTNETISOLATED"]);
        Assert.Contains("WEBSITE_USE_PLACEHOLDER_DOTNETISOLATED", InfraFiles.Text("infra/README.md"), StringComparison.Ordinal);
    }

    internal static string ScheduleOf(FunctionFacts timer) => timer.Method.GetParameters().Select(p => p.GetCustomAttribute<TimerTriggerAttribute>()).Single(a => a is not null)!.Schedule.Trim('%');

    /// <summary>The longest time between two runs of a timer, as infra/ sets it.</summary>
    internal static TimeSpan LongestGap(FunctionFacts timer)
    {
        var schedule = CrontabSchedule.Parse(((Node.Text)Set[ScheduleOf(timer)]).Value, new CrontabSchedule.ParseOptions { IncludingSeconds = true });
        var from = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        DateTime[] runs = [.. schedule.GetNextOccurrences(from, from.AddDays(2))];
        return runs.Zip(runs.Skip(1), (a, b) => b - a).Max();
    }
}
