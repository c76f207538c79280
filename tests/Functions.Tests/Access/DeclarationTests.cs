using System.Text.RegularExpressions;
using GridSteward.Functions.Access;
using GridSteward.Functions.Tests.Town;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.Functions.Tests.Access;

/// <summary>Every function is declared, and every one is what both runtimes can run alike.</summary>
public sealed partial class DeclarationTests(TownFixture fixture) : IClassFixture<TownFixture>
{
    private static IEnumerable<FunctionFacts> Http => FunctionFacts.All.Where(f => f.Http is not null);

    [Fact]
    public void Every_function_has_a_declaration_and_every_declaration_a_function()
    {
        Assert.NotEmpty(FunctionFacts.All);
        Assert.Equal(FunctionFacts.All.Select(f => f.Name).Order(StringComparer.Ordinal), Declarations.All.Select(d => d.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Only_the_clock_runs_timers_and_only_timers_are_run_by_the_clock()
        => Assert.Equal(
            FunctionFacts.All.Where(f => f.Http is null).Select(f => f.Name).Order(StringComparer.Ordinal),
            Declarations.All.Where(d => d.Access is Functions.Access.Access.Timer).Select(d => d.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void No_function_takes_other_parameters_than_its_request_route_context_and_cancellation()
        => Assert.Empty(FunctionFacts.All.SelectMany(f => f.StrangeParameters));

    [Fact]
    public void Every_function_returns_what_both_runtimes_take()
        => Assert.Empty(FunctionFacts.All.Where(f => f.Method.ReturnType != (f.Http is null ? typeof(Task) : typeof(Task<IResult>))).Select(f => f.Name));

    [Fact]
    public void Every_route_that_can_be_read_lists_HEAD()
        => Assert.Empty(Http.Where(f => f.Methods.Contains("get") != f.Methods.Contains("head")).Select(f => f.Name));

    [Fact]
    public void Every_function_says_its_route_and_leaves_keys_to_nobody()
    {
        Assert.Empty(Http.Where(f => f.Route.Length == 0 || f.Route.StartsWith('/')).Select(f => f.Name));
        Assert.Empty(Http.Where(f => f.Http!.AuthLevel != AuthorizationLevel.Anonymous).Select(f => f.Name));
        Assert.Empty(Http.Where(f => RefusedRoute().IsMatch(f.Route)).Select(f => f.Name));
    }

    [Fact]
    public void No_two_functions_have_one_route_and_method_and_the_catch_all_sorts_last()
    {
        var routes = Http.SelectMany(f => f.Methods.Select(m => $"{m} {Parameter().Replace(f.Route, "{}")}")).ToList();
        Assert.Equal(routes.Distinct(StringComparer.OrdinalIgnoreCase).Order(), routes.Order());
        Assert.Equal("{*path}", FunctionFacts.All.OrderBy(f => f.Name, StringComparer.OrdinalIgnoreCase).Last().Route);
    }

    [Fact]
    public void What_takes_a_body_is_posted_or_put()
        => Assert.Empty(Http.Where(f => Declarations.Of(f.Name).Body is not null && !f.Methods.All(m => m is "post" or "put")).Select(f => f.Name));

    /// <summary>HEAD gives the same status and headers as GET, and no body.</summary>
    [Fact]
    public async Task HEAD_answers_what_GET_answers_without_the_body()
    {
        TestTown town = fixture.Town;
        Reply report = await town.ReportInAsync("G05");
        (await town.Administrator.PostAsync(town.At("/coverage-reports"), null)).Is(201);
        int asked = 0;
        foreach (FunctionFacts function in Http.Where(f => f.Methods.Contains("get")))
        {
            string path = PathOf(town, function, report);
            Reply get = await town.Administrator.GetAsync(path);
            Reply head = await town.Administrator.SendAsync("HEAD", path);
            Assert.Equal((path, get.Status), (path, head.Status));
            Assert.Empty(head.Bytes);
            Assert.Equal((path, get.ETag, get.Header("Content-Type"), get.Header("Content-Length")), (path, head.ETag, head.Header("Content-Type"), head.Header("Content-Length")));
            asked += get.Status == 200 ? 1 : 0;
        }

        Assert.InRange(asked, 26, 100);
    }

    private static string PathOf(TestTown town, FunctionFacts function, Reply report)
    {
        string id = function.Name switch
        {
            "GetBuilding" => town.Id("B1"),
            "GetSteward" or "ListConfirmations" => town.Id("S1"),
            "GetTeam" => town.Id("T-C2"),
            "GetPartner" => town.Id("PA-C1"),
            "GetPost" => town.Id("P-G01"),
            "GetContactCard" or "GetContactCardSheet" or "ListHandOuts" => town.Id("card:area"),
            "GetHousehold" or "ListHouseholdVisits" or "ListCompanions" => town.Id("G01-H1"),
            _ => report["id"]!,
        };
        string path = "/" + function.Route.Replace("{jurisdiction}", town.Code, StringComparison.Ordinal).Replace("{id}", id, StringComparison.Ordinal)
            .Replace("{code}", "G05", StringComparison.Ordinal).Replace("{date}", "latest", StringComparison.Ordinal)
            .Replace("{token}", report["trackingToken"], StringComparison.Ordinal).Replace("{*path}", "", StringComparison.Ordinal);
        return function.Name switch
        {
            "GetSatisfaction" => $"{path}?by=month",
            "LocatePoint" => $"{path}?longitude=113.505&latitude=34.805",
            "GetDayList" => $"{path}?steward=none", // reading one adds to the audit
            "ListAudit" => $"{path}?actor=nobody", // reading the audit adds to it
            _ => path,
        };
    }

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();

    [GeneratedRegex("^(admin|runtime)")]
    private static partial Regex RefusedRoute();
}
