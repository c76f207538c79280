using GridSteward.Stores;
using Microsoft.Extensions.Configuration;

namespace GridSteward.Functions.Demo;

/// <summary>When the demonstration town is filled in.</summary>
public enum DemoMode
{
    /// <summary>It is not.</summary>
    Never,

    /// <summary>Where nothing has ever been set up and no administrator has signed in; only on the embedded engine.</summary>
    WhenEmpty,

    /// <summary>Wherever it is not there.</summary>
    Always,

    /// <summary>It is taken away where it is there.</summary>
    Remove,
}

/// <summary>Section <c>GridSteward</c>. The single box ships <c>whenEmpty</c> in selfhost.settings.json; elsewhere it is <c>never</c>.</summary>
public sealed class DemoOptions
{
    public const string Section = "GridSteward";

    public DemoMode Demo { get; set; }

    /// <summary>What the mode means on this engine: an account on Azure is never filled unasked.</summary>
    public static DemoMode EffectiveMode(DemoMode mode, IConfiguration configuration)
        => mode == DemoMode.WhenEmpty && StoresOptions.IsAzureIn(configuration) ? DemoMode.Never : mode;
}

/// <summary>The command line's short words for it.</summary>
public static class DemoSwitches
{
    /// <summary>The arguments with <c>--demo</c> and <c>--no-demo</c> spelled as settings, which take a value.</summary>
    public static string[] Spell(string[] args) =>
    [
        .. args.Select(arg => arg switch
        {
            "--demo" => "--GridSteward:Demo=always",
            "--no-demo" => "--GridSteward:Demo=never",
            _ => arg,
        }),
    ];
}
