using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;

namespace GridSteward.SelfHost;

/// <summary>
/// Where the app lies: host.json, the settings files and appsettings.json are read from the folder of its assemblies, as on Azure,
/// wherever it was started from. <c>--contentRoot</c> or ASPNETCORE_CONTENTROOT names another folder.
/// </summary>
internal static class AppFolder
{
    public static WebApplicationOptions Options(string[]? args)
    {
        var given = new ConfigurationBuilder()
            .AddEnvironmentVariables("AZURE_FUNCTIONS_").AddEnvironmentVariables("DOTNET_").AddEnvironmentVariables("ASPNETCORE_")
            .AddCommandLine(args ?? []).Build();
        return new WebApplicationOptions
        {
            // No file watchers: a change of settings needs a restart, as on Azure, and many hosts in one test run would use them up.
            Args = ["--hostBuilder:reloadConfigOnChange=false", .. args ?? []],
            ContentRootPath = given["contentRoot"] ?? AppContext.BaseDirectory,
            EnvironmentName = given["environment"],
        };
    }
}
