using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml;
using GridSteward.Functions.Tests.Access;
using GridSteward.Functions.Watch;
using Microsoft.Extensions.Logging;

namespace GridSteward.Functions.Tests.Infra;

/// <summary>What alerts ask the logs for is what the program says in them.</summary>
public sealed partial class AlertTests
{
    /// <summary>Asked by no alert: a slice that broke is tried again, and the job that fails in the end is told.</summary>
    private static readonly string[] NotAsked = [LogEvents.JobBroke];

    /// <summary>The platform makes the table with its first row; a rule whose question fails for a week is switched off.</summary>
    private const string Sizes = "union isfuzzy=true (datatable(CollectionName: string, PartitionKey: string, SizeKb: int) []), CDBPartitionKeyStatistics";

    private static readonly string[] Events = [.. typeof(LogEvents).GetFields().Select(f => (string)f.GetRawConstantValue()!)];

    private static readonly Dictionary<string, LoggerMessageAttribute> Logged = typeof(Composition).Assembly.GetTypes()
        .SelectMany(t => t.GetMethods(BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
        .Select(m => m.GetCustomAttribute<LoggerMessageAttribute>()).Where(a => a?.EventName is not null).ToDictionary(a => a!.EventName!, a => a!);

    [Fact]
    public void Every_event_is_logged_by_exactly_one_place_and_asked_by_an_alert()
    {
        Assert.Equal(Events.Order(), Logged.Keys.Order());
        string[] asked = [.. InfraFiles.Alerts.SelectMany(EventsOf).Distinct()];
        Assert.Equal(Events.Except(NotAsked).Order(), asked.Order());
    }

    [Fact]
    public void Every_number_and_name_that_a_question_takes_out_of_a_message_is_in_it()
    {
        int taken = 0;
        foreach (Alert alert in InfraFiles.Alerts)
        {
            foreach (Match extract in Extracts().Matches(alert.Kql))
            {
                string name = Assert.Single(EventsOf(alert));
                Match found = Regex.Match(Sample(Logged[name].Message), extract.Groups[1].Value);
                Assert.True(found.Success && found.Groups[1].Value is "7" or "x7", $"{alert.Name}: '{extract.Groups[1].Value}' finds nothing in '{Logged[name].Message}'.");
                taken++;
            }
        }

        Assert.Equal(5, taken);
    }

    [Fact]
    public void The_watch_over_timers_knows_every_timer_and_waits_longer_than_it_may_be_silent()
    {
        FunctionFacts[] timers = [.. FunctionFacts.All.Where(f => f.Http is null)];
        string silent = InfraFiles.Alerts.Single(a => a.Name == "timers-silent").Kql;
        Dictionary<string, int> waits = Waits().Matches(silent).ToDictionary(m => m.Groups[1].Value, m => int.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture));
        Assert.Equal(timers.Select(t => t.Name).Order(), waits.Keys.Order());
        Assert.All(timers, t => Assert.True(TimeSpan.FromMinutes(waits[t.Name]) >= 2 * SettingsTests.LongestGap(t) + TimeSpan.FromMinutes(15), $"{t.Name} is missed too soon."));
        string failing = InfraFiles.Alerts.Single(a => a.Name == "timers-failing").Kql;
        Assert.Equal(timers.Select(t => t.Name).Order(), Quoted().Matches(failing).Select(m => m.Groups[1].Value).Order());
    }

    [Fact]
    public void Alerts_are_well_formed_and_named_and_explained_once()
    {
        string operations = InfraFiles.Text("docs/operations.md");
        string[] others = ["cosmos-throttling", "not-ready-from-outside"];
        Assert.Equal(InfraFiles.Alerts.Count, InfraFiles.Alerts.DistinctBy(a => a.Name).Count());
        Assert.All(InfraFiles.Alerts.Select(a => a.Name).Concat(others), n => Assert.Single(Regex.Matches(operations, $@"^\| `{n}`", RegexOptions.Multiline)));
        string[] asked = ["PT5M", "PT10M", "PT15M", "PT30M", "PT1H", "PT2H", "PT4H", "PT6H", "PT12H", "P1D"]; // what the service takes
        string[] tables = ["AppTraces", "AppRequests", "datatable(Timer: string, Minutes: long)", Sizes];
        Assert.All(InfraFiles.Alerts, a =>
        {
            Assert.Contains(a.Every, asked);
            Assert.Contains(a.Over, asked);
            Assert.True(XmlConvert.ToTimeSpan(a.Over) >= XmlConvert.ToTimeSpan(a.Every), a.Name);
            Assert.InRange(a.Severity, 0, 4);
            Assert.Contains(a.Query[0], tables);
            Assert.All("()[]{}".Chunk(2), pair => Assert.Equal(a.Kql.Count(c => c == pair[0]), a.Kql.Count(c => c == pair[1])));
        });
    }

    /// <summary>A table of the platform's is there only where its category is sent to a table of its own.</summary>
    [Fact]
    public void Sizes_of_partitions_that_an_alert_asks_for_are_sent()
    {
        Assert.Contains(InfraFiles.Alerts, a => a.Query[0] == Sizes);
        string cosmos = InfraFiles.Text("infra/modules/cosmos.bicep");
        Assert.Contains("{ category: 'PartitionKeyStatistics', enabled: true }", cosmos, StringComparison.Ordinal);
        Assert.Contains("logAnalyticsDestinationType: 'Dedicated'", cosmos, StringComparison.Ordinal);
    }

    /// <summary>Sampling would drop just the one line that an alert waits for.</summary>
    [Fact]
    public void Nothing_that_alerts_ask_for_is_sampled_away()
    {
        string kept = (string)System.Text.Json.Nodes.JsonNode.Parse(InfraFiles.Text("host.json"))!["logging"]!["applicationInsights"]!["samplingSettings"]!["excludedTypes"]!;
        Assert.Equal(["Exception", "Request", "Trace"], kept.Split(';').Order());
    }

    private static IEnumerable<string> EventsOf(Alert alert)
        => alert.Query.Where(l => l.Contains("Properties.EventName ", StringComparison.Ordinal)).SelectMany(l => Quoted().Matches(l).Select(m => m.Groups[1].Value));

    private static string Sample(string template) => Holes().Replace(template, m => m.Groups[1].Value is "Code" or "Jurisdiction" or "Day" ? "x7" : "7");

    [GeneratedRegex(@"extract\(@'([^']+)'")]
    private static partial Regex Extracts();

    [GeneratedRegex(@"'(\w+)', (\d+)")]
    private static partial Regex Waits();

    [GeneratedRegex(@"'(\w+)'")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\{(\w+)(:[^}]*)?\}")]
    private static partial Regex Holes();
}
