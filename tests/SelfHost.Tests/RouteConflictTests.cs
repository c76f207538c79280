using Microsoft.Azure.Functions.Worker;

namespace GridSteward.SelfHost.Tests;

public class RouteConflictTests
{
    [Theory]
    [InlineData("areas/{id}", "areas/{code}")]
    [InlineData("areas/{id}", "AREAS/import")]
    [InlineData("areas/{id}/x", "areas/{code}/{part}")]
    [InlineData("areas/", "areas")]
    [InlineData("areas/{id:int}", "areas/12")]
    [InlineData("areas/{id:int}", "areas/{code:length(3)}")]
    [InlineData("areas/{id}", "areas/{name}.{format}")]
    [InlineData("services.{format}", "services.json")]
    [InlineData("{a}-b", "a-{b}")]
    [InlineData("areas/{id?}", "areas")]
    [InlineData("areas/{id=1}", "areas")]
    [InlineData("docs/{*path}", "docs/{a}/b")]
    [InlineData("docs/{*path}", "docs")]
    [InlineData("files/{name}.{ext?}", "files/readme")]
    [InlineData("n/{x:double}", "n/{y:alpha}")]
    [InlineData("n/{x:guid}", "n/{y:alpha}")]
    public void Two_functions_that_can_match_one_path_are_refused(string one, string other) =>
        Assert.Contains("can match the same request (GET)", Assert.Single(Faults((one, "get"), (other, "GET"))), StringComparison.Ordinal);

    [Theory]
    [InlineData("areas/{id}", "area-imports/{id}")]
    [InlineData("areas/{id:int}", "areas/import")]
    [InlineData("areas/{id:int}", "areas/{code:alpha}")]
    [InlineData("areas/{id:guid}", "areas/{code:int}")]
    [InlineData("services.{format}", "services/{code}.{format}")]
    [InlineData("tiles/{layer}/{z:int}/{x:int}/{y:int}.mvt", "tiles/{layer}/style.json")]
    [InlineData("tiles/{layer}/{y:int}.mvt", "tiles/{layer}/{y:int}.png")]
    [InlineData("areas/{id}", "areas/{id}/members")]
    [InlineData("areas/{id?}", "areas/{id}/members")]
    [InlineData("a-{x}", "b-{x}")]
    public void Two_functions_that_cannot_are_allowed(string one, string other) => Assert.Empty(Faults((one, "get"), (other, "get")));

    [Fact]
    public void One_path_may_be_shared_by_functions_of_different_methods() =>
        Assert.Empty(Faults(("areas/{id}", "get"), ("areas/{code}", "put"), ("areas/{x}", "delete")));

    [Fact]
    public void A_function_without_a_list_of_methods_shares_every_method() =>
        Assert.Contains("(PUT)", Assert.Single(Faults(("areas/{id}", ""), ("areas/{code}", "put"))), StringComparison.Ordinal);

    [Fact]
    public void One_catch_all_may_lie_under_everything_when_its_name_sorts_last() =>
        Assert.Empty(Faults(("areas/{id}", "get"), ("{*path}", "get")));

    [Fact]
    public void A_catch_all_that_does_not_sort_last_is_refused() =>
        Assert.Contains(
            "must sort last by name, after F1", Assert.Single(Faults(("{*path}", "get"), ("areas/{id}", "get"))), StringComparison.Ordinal);

    [Fact]
    public void A_second_catch_all_is_refused() =>
        Assert.Contains("more than one catch-all", Assert.Single(Faults(("{*path}", "get"), ("{**rest}", "post"))), StringComparison.Ordinal);

    /// <summary>The faults of functions F0, F1, ... with these routes and methods.</summary>
    private static List<string> Faults(params (string Route, string Methods)[] routes)
    {
        var faults = new List<string>();
        var method = typeof(RouteConflictTests).GetMethod(nameof(A_second_catch_all_is_refused))!;
        var functions = routes.Select((each, i) => HttpFunction.Read(
            new FunctionEntry($"F{i}", method),
            new HttpTriggerAttribute(
                AuthorizationLevel.Anonymous, each.Methods.Split(',', StringSplitOptions.RemoveEmptyEntries)) { Route = each.Route },
            [], "", faults)).ToList();
        Assert.Empty(faults);
        RouteConflicts.Find(functions!, faults);
        return faults;
    }
}
