using GridSteward.Functions;
using GridSteward.Functions.Demo;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder(DemoSwitches.Spell(args));
builder.ConfigureFunctionsWebApplication();
builder.AddGridSteward();
builder.Build().Run();
