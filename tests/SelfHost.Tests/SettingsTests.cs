using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace GridSteward.SelfHost.Tests;

public class SettingsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Local_settings_go_before_the_shipped_ones_and_both_are_visible_to_the_app()
    {
        var builder = new TestApp
        {
            LocalSettings = """
                {
                  // a comment, and a trailing comma
                  "IsEncrypted": false,
                  "Values": { "A": "local", "Stores__Engine": "embedded", }
                }
                """,
            ShippedSettings = """{ "Values": { "A": "shipped", "B": "shipped", "C": 7 } }""",
        }.CreateBuilder();
        Assert.Equal("local", builder.Configuration["A"]);
        Assert.Equal("shipped", builder.Configuration["B"]);
        Assert.Equal("7", builder.Configuration["C"]);
        Assert.Equal("embedded", builder.Configuration["Stores:Engine"]);
    }

    [Fact]
    public void Appsettings_and_the_command_line_go_before_the_settings_files()
    {
        var app = new TestApp { LocalSettings = """{ "Values": { "A": "local", "B": "local" } }""", Args = ["--B", "command line"] };
        File.WriteAllText(Path.Combine(app.Folder, "appsettings.json"), """{ "A": "appsettings", "B": "appsettings" }""");
        var builder = app.CreateBuilder();
        Assert.Equal("appsettings", builder.Configuration["A"]);
        Assert.Equal("command line", builder.Configuration["B"]);
    }

    [Fact]
    public void A_schedule_is_never_resolved_from_appsettings_or_the_command_line()
    {
        var app = new TestApp { Args = ["--Schedule", "0 * * * * *"] };
        File.WriteAllText(Path.Combine(app.Folder, "appsettings.json"), """{ "Schedule": "0 * * * * *" }""");
        Assert.Contains("the setting 'Schedule' is not defined", Assert.Single(app.Refusal(typeof(TimerTests.Recorded))), StringComparison.Ordinal);
    }

    [Fact]
    public void An_environment_variable_goes_before_the_settings_files()
    {
        const string name = "GRIDSTEWARD_SELFHOST_TEST";
        Environment.SetEnvironmentVariable(name, "from the environment");
        try
        {
            var folder = TestFolder.Create();
            File.WriteAllText(Path.Combine(folder, "local.settings.json"), $$"""{ "Values": { "{{name}}": "local" } }""");
            Assert.Equal("from the environment", AppSettings.Load(folder, folder).Find(name));
        }
        finally
        {
            Environment.SetEnvironmentVariable(name, null);
        }
    }

    [Fact]
    public void Local_settings_are_looked_for_in_the_current_folder_when_the_app_has_none()
    {
        var current = TestFolder.Create();
        File.WriteAllText(Path.Combine(current, "local.settings.json"), """{ "Values": { "A": "current" } }""");
        Assert.Equal("current", AppSettings.Load(TestFolder.Create(), current).Find("a"));
    }

    [Fact]
    public void A_function_is_disabled_by_either_spelling()
    {
        var folder = TestFolder.Create();
        File.WriteAllText(
            Path.Combine(folder, "local.settings.json"),
            """{ "Values": { "AzureWebJobs.A.Disabled": "1", "AzureWebJobs__B__Disabled": "True" } }""");
        var settings = AppSettings.Load(folder, folder);
        Assert.True(settings.IsDisabled("A"));
        Assert.True(settings.IsDisabled("B"));
        Assert.False(settings.IsDisabled("C"));
    }

    [Fact]
    public void The_default_address_is_the_one_of_the_functions_host()
    {
        var builder = FunctionsApplication.CreateBuilder([]);
        builder.Properties[SelfHostComposition.TypesProperty] = Type.EmptyTypes;
        using var host = builder.Build();
        Assert.Equal("http://127.0.0.1:7071", host.Services.GetRequiredService<IConfiguration>()["urls"]);
        Assert.Equal(AppContext.BaseDirectory, host.Services.GetRequiredService<IHostEnvironment>().ContentRootPath);
    }

    [Fact]
    public void A_builder_builds_once()
    {
        var builder = new TestApp().CreateBuilder();
        using var host = builder.Build();
        Assert.Throws<InvalidOperationException>(builder.Build);
        Assert.Throws<InvalidOperationException>(() => builder.Use(next => next));
    }

    [Fact]
    public void Assemblies_can_be_named_whose_functions_are_served()
    {
        var builder = new TestApp().CreateBuilder();
        builder.Properties.Remove(SelfHostComposition.TypesProperty);
        builder.Properties["GridSteward.SelfHost.Assemblies"] = new[] { typeof(SampleHost.Work).Assembly };
        builder.Services.AddSingleton<SampleHost.Signs>();
        using var host = builder.Build();
        Assert.Equal(["Deaf", "Loaded", "Slow", "Traced"], host.Services.GetRequiredService<FunctionCatalogue>().Http.Select(function => function.Entry.Name));
    }

    [Fact]
    public async Task Many_hosts_live_in_one_process_each_at_its_own_address()
    {
        var hosts = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => TestHost.StartAsync(
            new TestApp { Configure = builder => builder.Services.AddSingleton($"host {i}") }, typeof(WhoAmI))));
        for (var i = 0; i < hosts.Length; i++)
        {
            Assert.Equal($"host {i}", await hosts[i].GetAsync("/who"));
        }

        Assert.Equal(hosts.Length, hosts.Select(host => host.Client.BaseAddress).Distinct().Count());
        foreach (var host in hosts)
        {
            await host.DisposeAsync();
        }
    }

    [Fact]
    public async Task The_notice_names_the_address_that_the_server_has()
    {
        await using var host = await TestHost.StartAsync(typeof(InvocationTests.Static));
        var address = host.Host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Assert.Contains($"GridSteward is serving at {address} (1 HTTP functions, 0 timers)", host.Logs.Entries.Select(entry => entry.Text));
    }

    [Fact]
    public async Task Forwarded_headers_of_a_proxy_on_the_same_machine_count()
    {
        await using var host = await TestHost.StartAsync(typeof(Scheme));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/scheme");
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-Host", "town.example");
        using var answer = await host.Client.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("https://town.example", await answer.Content.ReadAsStringAsync(Cancel));
    }

    public class WhoAmI(string name)
    {
        [Function("Who")]
        public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "who")] HttpRequest request) => Answer.Text(name);
    }

    public class Scheme
    {
        [Function("Scheme")]
        public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "scheme")] HttpRequest request) =>
            Answer.Text($"{request.Scheme}://{request.Host}");
    }
}
