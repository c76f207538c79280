using System.Reflection;
using System.Runtime.CompilerServices;
using GridSteward.Functions.Tests.Access;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.Functions.Tests.Infra;

/// <summary>A timer whose setting is missing somewhere would keep the whole program from starting there.</summary>
public sealed class TimerSettingsTests
{
    [Theory]
    [InlineData("functions/selfhost.settings.json")]
    [InlineData("functions/local.settings.sample.json")]
    [InlineData("infra/modules/functions.bicep")]
    [InlineData("docs/operations.md")]
    public void Every_timer_has_its_setting(string file)
    {
        string text = File.ReadAllText(Path.Combine(Root(), file));
        string[] settings = [.. FunctionFacts.All.Where(f => f.Http is null)
            .Select(f => f.Method.GetParameters().Select(p => p.GetCustomAttribute<TimerTriggerAttribute>()).Single(a => a is not null)!.Schedule.Trim('%'))];
        Assert.NotEmpty(settings);
        Assert.All(settings, s => Assert.Contains(s, text, StringComparison.Ordinal));
    }

    private static string Root([CallerFilePath] string thisFile = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", ".."));
}
