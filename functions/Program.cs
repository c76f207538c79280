using GridSteward.Functions;
using GridSteward.Functions.Backups;
using GridSteward.Functions.Demo;
using GridSteward.Functions.Explain;
using GridSteward.Functions.Operations;
using GridSteward.Stores;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

if (HelpCommand.IsIn(args))
{
    Console.WriteLine(HelpCommand.Text);
    return 0;
}

try
{
    FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder(DemoSwitches.Spell(NightCommand.Without(ReplayCommand.Without(args))));
    if (BackupCommand.IsIn(args))
    {
        return await BackupCommand.RunAsync(builder.Configuration, args, Console.Out, CancellationToken.None);
    }

    bool asks = ReplayCommand.IsIn(args) || NightCommand.IsIn(args) || ErasureCommand.IsIn(args);
    if (asks && DataFolder.WhyEmpty(builder.Configuration) is { } empty)
    {
        Console.WriteLine(empty);
        return 1;
    }

    builder.ConfigureFunctionsWebApplication();
    builder.AddGridSteward();
    using IHost host = builder.Build();
    if (ReplayCommand.IsIn(args))
    {
        return await ReplayCommand.RunAsync(host.Services, args, Console.Out, CancellationToken.None);
    }

    if (NightCommand.IsIn(args))
    {
        return await NightCommand.RunAsync(host.Services, args, Console.Out, CancellationToken.None);
    }

    if (ErasureCommand.IsIn(args))
    {
        return await ErasureCommand.RunAsync(host.Services, args, Console.Out, CancellationToken.None);
    }

    host.Run();
    return 0;
}
catch (Exception e) when (Surroundings.AreWhy(e))
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
