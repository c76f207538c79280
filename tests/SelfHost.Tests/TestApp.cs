using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GridSteward.SelfHost.Tests;

/// <summary>How a test composes an app: its folder, settings and services.</summary>
internal sealed class TestApp
{
    /// <summary>The app's folder, with host.json and settings files.</summary>
    public string Folder { get; init; } = TestFolder.Create();

    public string DataFolder { get; init; } = TestFolder.Create();

    public string? HostJson { get; init; } = """{ "version": "2.0", "extensions": { "http": { "routePrefix": "" } } }""";

    public string? LocalSettings { get; init; }

    public string? ShippedSettings { get; init; }

    public string[] Args { get; init; } = [];

    public Action<FunctionsApplicationBuilder> Configure { get; init; } = _ => { };

    public bool ServesHttp { get; init; } = true;

    public FunctionsApplicationBuilder CreateBuilder(params Type[] functions)
    {
        Write("host.json", HostJson);
        Write("local.settings.json", LocalSettings);
        Write("selfhost.settings.json", ShippedSettings);
        var builder = FunctionsApplication.CreateBuilder(
            ["--urls", "http://127.0.0.1:0", "--contentRoot", Folder, "--GridSteward:DataFolder", DataFolder, .. Args]);
        builder.Logging.ClearProviders();
        if (ServesHttp)
        {
            builder.ConfigureFunctionsWebApplication();
        }

        builder.Properties[SelfHostComposition.TypesProperty] = functions;
        Configure(builder);
        return builder;
    }

    /// <summary>The faults for which the app does not start.</summary>
    public IReadOnlyList<string> Refusal(params Type[] functions) =>
        Assert.Throws<StartupRefusedException>(() => CreateBuilder(functions).Build()).Faults;

    private void Write(string name, string? text)
    {
        if (text is not null)
        {
            File.WriteAllText(Path.Combine(Folder, name), text);
        }
    }
}
