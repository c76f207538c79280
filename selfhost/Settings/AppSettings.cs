using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;

namespace GridSteward.SelfHost;

/// <summary>
/// App settings as the Functions host knows them: environment variables, then local.settings.json, then selfhost.settings.json (the
/// defaults shipped with the app). <c>%X%</c> is resolved from these only, never from appsettings.json or the command line.
/// </summary>
internal sealed class AppSettings
{
    public const string LocalFile = "local.settings.json";
    public const string ShippedFile = "selfhost.settings.json";

    private readonly IReadOnlyDictionary<string, string?> _local;
    private readonly IReadOnlyDictionary<string, string?> _shipped;
    private readonly IConfiguration _all;

    private AppSettings(IReadOnlyDictionary<string, string?> local, IReadOnlyDictionary<string, string?> shipped)
    {
        _local = local;
        _shipped = shipped;
        _all = new ConfigurationBuilder()
            .AddInMemoryCollection(shipped).AddInMemoryCollection(local).AddEnvironmentVariables().Build();
    }

    public static AppSettings Load(string appFolder, string currentFolder)
    {
        var local = Path.Combine(appFolder, LocalFile);
        return new AppSettings(
            SettingsFile.ReadValues(File.Exists(local) ? local : Path.Combine(currentFolder, LocalFile)),
            SettingsFile.ReadValues(Path.Combine(appFolder, ShippedFile)));
    }

    public string? Find(string name) => _all[name.Replace("__", ":", StringComparison.Ordinal)];

    /// <summary>Operators switch a function off by <c>AzureWebJobs.NAME.Disabled</c>, or with two underscores where a dot is not allowed.</summary>
    public bool IsDisabled(string function) =>
        (Find($"AzureWebJobs.{function}.Disabled") ?? Find($"AzureWebJobs:{function}:Disabled")) is { } value
        && (value == "1" || string.Equals(value, "true", StringComparison.OrdinalIgnoreCase));

    /// <summary>Makes the files' values visible to the app below everything else it configures.</summary>
    public void AddBelow(IConfigurationBuilder configuration)
    {
        configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = _local });
        configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = _shipped });
    }
}
