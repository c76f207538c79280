using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace GridSteward.Stores;

/// <summary>Which engine holds the documents and blobs: <c>GridSteward:Stores</c>.</summary>
public sealed class StoresOptions
{
    /// <summary>The section.</summary>
    public const string Section = "GridSteward:Stores";

    /// <summary><c>embedded</c> (SQLite and files in the data folder) or <c>azure</c> (Cosmos DB and Blob Storage).</summary>
    public string Engine { get; set; } = "embedded";

    /// <summary>The Cosmos DB database.</summary>
    public string Database { get; set; } = "gridsteward";

    /// <summary>Whether the engine is the Azure one.</summary>
    internal bool IsAzure => Engine.Equals("azure", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the configuration names the Azure engine.</summary>
    public static bool IsAzureIn(IConfiguration configuration) => Read(configuration).IsAzure;

    internal static StoresOptions Read(IConfiguration configuration)
    {
        StoresOptions options = configuration.GetSection(Section).Get<StoresOptions>() ?? new StoresOptions();
        Settings.Require(
            options.IsAzure || options.Engine.Equals("embedded", StringComparison.OrdinalIgnoreCase),
            $"{Section}:Engine is '{options.Engine}': set it to 'embedded' or 'azure'.");
        Settings.Require(options.Database.Length > 0, $"{Section}:Database is empty: set it to the Cosmos DB database's name.");
        return options;
    }
}

/// <summary>Refuses to start with settings that cannot work.</summary>
internal static class Settings
{
    public static void Require(bool holds, string message)
    {
        if (!holds)
        {
            throw new OptionsValidationException(StoresOptions.Section, typeof(StoresOptions), [message]);
        }
    }
}
