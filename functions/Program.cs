using GridSteward.Functions;
using GridSteward.Functions.Backups;
using GridSteward.Functions.Demo;
using GridSteward.Functions.Explain;
using GridSteward.Functions.Operations;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder(DemoSwitches.Spell(NightCommand.Without(ReplayCommand.Without(args))));
if (BackupCommand.IsIn(args))
{
    return await BackupCommand.RunAsync(builder.Configuration, args, Console.Out, CancellationToken.None);
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
