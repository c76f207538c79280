namespace GridSteward.Functions.Tests.Town;

/// <summary>
/// A town on the embedded engine, made once through HTTP and then copied, folder and all, for every test: each has a world of its own
/// for the price of a file copy.
/// </summary>
public static class TownTemplate
{
    private static readonly Lazy<Task<(string Folder, TownRecord Record, string Token)>> Made = new(MakeAsync);

    /// <summary>A fresh town.</summary>
    public static async Task<TestTown> OpenAsync(Func<HostPlan, HostPlan>? change = null)
    {
        var (folder, record, token) = await Made.Value;
        var plan = new HostPlan(TempFolder.CopyOf(folder));
        TownHost host = await TownHost.StartAsync(change?.Invoke(plan) ?? plan);
        return new TestTown(host, host.As(token), record);
    }

    private static async Task<(string Folder, TownRecord Record, string Token)> MakeAsync()
    {
        TownHost host = await TownHost.StartAsync(new HostPlan(TempFolder.Create()));
        TestTown town = await TownBuilder.BuildAsync(host, await host.SignInAdministratorAsync());
        string folder = await host.StopAndKeepAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return (folder, town.Record, town.Administrator.Token!);
    }
}
