using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.SelfHost.Tests;

public class RoutingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tiles_are_found_by_layer_and_three_numbers_before_a_suffix()
    {
        await using var host = await TestHost.StartAsync(typeof(Map));
        Assert.Equal("tile grids 12/3400/1600", await host.GetAsync("/tiles/grids/12/3400/1600.mvt"));
        Assert.Equal(HttpStatusCode.NotFound, (await host.SendAsync("GET", "/tiles/grids/x/3400/1600.mvt")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await host.SendAsync("GET", "/tiles/grids/12/3400/1600.png")).StatusCode);
    }

    [Theory]
    [InlineData("/open311/v2/services.json", "services json")]
    [InlineData("/open311/v2/services/lamp-7.xml", "service lamp-7 xml")]
    [InlineData("/open311/v2/services/a.b.json", "service a.b json")]
    [InlineData("/api/areas/330106/grids/G1/posts/lead/on/2026-08-01", "330106 G1 lead 2026-08-01")]
    [InlineData("/API/Areas/330106/GRIDS/g1/Posts/LEAD/on/2026-08-01", "330106 g1 LEAD 2026-08-01")]
    [InlineData("/api/areas/330106/grids/G1/posts/lead/on/2026-08-01/", "330106 G1 lead 2026-08-01")]
    [InlineData("/api/areas/a%2Fb/grids/%E7%BD%91%20%E6%A0%BC/posts/x+y/on/z", "a%2Fb 网 格 x+y z")]
    public async Task Mixed_templates_bind_their_parts(string path, string expected)
    {
        await using var host = await TestHost.StartAsync(typeof(Map));
        Assert.Equal(expected, await host.GetAsync(path));
    }

    [Fact]
    public async Task A_method_that_is_not_listed_is_an_empty_404_and_never_405()
    {
        await using var host = await TestHost.StartAsync(typeof(Map));
        foreach (var method in new[] { "POST", "HEAD", "OPTIONS", "DELETE", "TRACE", "PURGE" })
        {
            using var answer = await host.SendAsync(method, "/open311/v2/services.json");
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.Empty(answer.Content.Headers.Allow);
            Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Cancel));
        }
    }

    [Fact]
    public async Task A_path_that_nothing_matches_is_an_empty_404()
    {
        await using var host = await TestHost.StartAsync(typeof(Map));
        foreach (var path in new[] { "/", "/nothing", "/tiles", "/admin/host/status" })
        {
            using var answer = await host.SendAsync("GET", path);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Cancel));
        }
    }

    [Fact]
    public async Task Head_and_options_are_served_where_they_are_listed()
    {
        await using var host = await TestHost.StartAsync(typeof(Listed));
        using var head = await host.SendAsync("HEAD", "/listed");
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(Cancel));
        using var options = await host.SendAsync("OPTIONS", "/listed");
        Assert.Equal("OPTIONS", await options.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task Without_a_list_every_method_is_served()
    {
        await using var host = await TestHost.StartAsync(typeof(EveryMethod));
        foreach (var method in new[] { "GET", "POST", "PATCH", "OPTIONS" })
        {
            using var answer = await host.SendAsync(method, "/every");
            Assert.Equal(method, await answer.Content.ReadAsStringAsync(Cancel));
        }
    }

    [Theory]
    [InlineData("/", "web ")]
    [InlineData("/map", "web map")]
    [InlineData("/a/b/c.js", "web a/b/c.js")]
    [InlineData("/a%2Fb", "web a%2Fb")]
    [InlineData("/open311/v2/services.json", "services json")]
    [InlineData("/open311/v2/services", "web open311/v2/services")]
    [InlineData("/open311/v2/services.json/more", "web open311/v2/services.json/more")]
    [InlineData("/tiles/grids/x/3400/1600.mvt", "web tiles/grids/x/3400/1600.mvt")]
    [InlineData("/tiles/grids/12/3400/1600.png", "web tiles/grids/12/3400/1600.png")]
    [InlineData("/tiles/grids/12/3400/1600.mvt", "tile grids 12/3400/1600")]
    public async Task A_catch_all_serves_the_root_and_what_nothing_else_matches(string path, string expected)
    {
        await using var host = await TestHost.StartAsync(typeof(Map), typeof(Web));
        Assert.Equal(expected, await host.GetAsync(path));
    }

    [Fact]
    public async Task A_head_request_falls_to_a_catch_all_that_lists_head_when_the_route_itself_does_not()
    {
        await using var host = await TestHost.StartAsync(typeof(Map), typeof(Web));
        using var answer = await host.SendAsync("HEAD", "/open311/v2/services.json");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("ZzWeb", answer.Headers.GetValues("x-function").Single());
        Assert.Equal(HttpStatusCode.NotFound, (await host.SendAsync("POST", "/open311/v2/services.json")).StatusCode);
    }

    [Fact]
    public async Task The_route_prefix_of_host_json_stands_before_every_route()
    {
        var app = new TestApp { HostJson = """{ /* comments are allowed */ "extensions": { "http": { "routePrefix": "v1/" }, } }""" };
        await using var host = await TestHost.StartAsync(app, typeof(Listed));
        Assert.Equal("GET", await host.GetAsync("/v1/listed"));
        Assert.Equal(HttpStatusCode.NotFound, (await host.SendAsync("GET", "/listed")).StatusCode);
    }

    [Fact]
    public async Task Without_host_json_the_prefix_is_api()
    {
        await using var host = await TestHost.StartAsync(new TestApp { HostJson = null }, typeof(Listed));
        Assert.Equal("GET", await host.GetAsync("/api/listed"));
    }

    [Fact]
    public async Task A_function_without_a_route_is_served_under_its_name()
    {
        await using var host = await TestHost.StartAsync(typeof(Unrouted));
        Assert.Equal("unrouted", await host.GetAsync("/unroutedName"));
    }

    [Fact]
    public async Task An_optional_part_may_be_absent_and_is_then_null()
    {
        await using var host = await TestHost.StartAsync(typeof(Optional));
        Assert.Equal("null", await host.GetAsync("/optional"));
        Assert.Equal("x", await host.GetAsync("/optional/x"));
    }

    public class Map
    {
        [Function("GetTile")]
        public Task<IResult> Tile(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "tiles/{layer}/{z:int}/{x:int}/{y:int}.mvt")] HttpRequest request,
            string layer, string z, string x, string y) => Answer.Text($"tile {layer} {z}/{x}/{y}");

        [Function("Services")]
        public Task<IResult> Services(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "open311/v2/services.{format}")] HttpRequest request, string format) =>
            Answer.Text($"services {format}");

        [Function("Service")]
        public Task<IResult> Service(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "open311/v2/services/{code}.{format}")] HttpRequest request,
            string code, string format) =>
            Answer.Text($"service {code} {format}");

        [Function("Post")]
        public Task<IResult> Post(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/areas/{jurisdiction}/grids/{grid}/posts/{post}/on/{day}")]
            HttpRequest request,
            string jurisdiction, string grid, string post, string day) => Answer.Text($"{jurisdiction} {grid} {post} {day}");
    }

    public class Listed
    {
        [Function("Listed")]
        public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", "options", Route = "listed")] HttpRequest request) =>
            Answer.Text(request.Method);
    }

    public class EveryMethod
    {
        [Function("Every")]
        public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "every")] HttpRequest request) => Answer.Text(request.Method);
    }

    public class Web
    {
        [Function("ZzWeb")]
        public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "{*path}")] HttpRequest request, string? path)
        {
            request.HttpContext.Response.Headers["x-function"] = "ZzWeb";
            return Answer.Text($"web {path}");
        }
    }

    public class Unrouted
    {
        [Function("UnroutedName")]
        public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => Answer.Text("unrouted");
    }

    public class Optional
    {
        [Function("Optional")]
        public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "optional/{code?}")] HttpRequest request, string? code) =>
            Answer.Text(code ?? "null");
    }
}
