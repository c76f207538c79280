using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace GridSteward.SelfHost;

/// <summary>
/// One line per event on the console, with its trace. ASP.NET Core's own categories are kept at Warning: their Information lines carry query strings, which
/// can hold personal data. Any <c>Logging</c> the app or its operator configures wins.
/// </summary>
internal static class ConsoleLogging
{
    public static void Configure(ILoggingBuilder logging, IConfigurationBuilder configuration)
    {
        configuration.Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData = new Dictionary<string, string?>
            {
                ["Logging:LogLevel:Default"] = "Information",
                ["Logging:LogLevel:Microsoft"] = "Warning",
                ["Logging:LogLevel:System"] = "Warning",
                ["Logging:Console:FormatterName"] = LineFormatter.FormatterName,
            },
        });
        logging.ClearProviders();
        logging.AddConsole().AddConsoleFormatter<LineFormatter, ConsoleFormatterOptions>();
    }
}
