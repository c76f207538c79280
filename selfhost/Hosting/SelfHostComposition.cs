using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace GridSteward.SelfHost;

/// <summary>Checks the functions and puts the runtime together around them.</summary>
internal static class SelfHostComposition
{
    /// <summary>Builder property: the assemblies whose functions are served instead of the entry assembly's.</summary>
    public const string AssembliesProperty = "GridSteward.SelfHost.Assemblies";

    /// <summary>Builder property, for this project's own tests: single function classes instead of whole assemblies.</summary>
    public const string TypesProperty = "GridSteward.SelfHost.Types";

    private const string DefaultAddress = "http://127.0.0.1:7071";

    public static IHost Build(
        WebApplicationBuilder web,
        AppSettings settings,
        IReadOnlyList<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware,
        bool servesHttp)
    {
        var faults = new List<string>();
        var options = SelfHostOptions.Read(web.Configuration, faults);
        var telemetry = TelemetryOptions.Read(web.Configuration, faults);
        var prefix = HostJson.ReadRoutePrefix(web.Environment.ContentRootPath, faults);
        var functions = FunctionCatalogue.Read(FunctionTypes(((IHostApplicationBuilder)web).Properties), settings, prefix, servesHttp, faults);
        if (faults.Count > 0)
        {
            throw new StartupRefusedException(faults);
        }

        if (!HasAddress(web.Configuration))
        {
            web.WebHost.UseUrls(DefaultAddress);
        }

        var pipeline = new InvocationPipeline(middleware);
        web.Services.AddSelfHost(options, functions, pipeline);
        if (telemetry.IsAny)
        {
            web.Services.AddSingleton(telemetry).AddHostedService<TelemetryExport>();
        }

        var app = web.Build();
        // The worker's pipeline is fixed, so what WebApplication adds by itself to an app that registers these services stays out.
        ((IApplicationBuilder)app).Properties["__AuthenticationMiddlewareSet"] = true;
        ((IApplicationBuilder)app).Properties["__AuthorizationMiddlewareSet"] = true;
        app.UseForwardedHeaders();
        app.UseRouting();
        var invocation = ActivatorUtilities.CreateInstance<HttpInvocation>(app.Services);
        ((IEndpointRouteBuilder)app).DataSources.Add(new FunctionEndpoints(functions.Http, invocation));
        return app;
    }

    private static void AddSelfHost(
        this IServiceCollection services, SelfHostOptions options, FunctionCatalogue functions, InvocationPipeline pipeline)
    {
        services.AddSingleton(options);
        services.AddSingleton(functions);
        services.AddSingleton(pipeline);
        services.AddSingleton<InvocationLifetime>();
        services.AddSingleton<MatcherPolicy, MethodPolicy>();
        // As in the worker, whose proxy is the host: trusted from loopback only, unless the app configures more.
        services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            if (forwarded.ForwardedHeaders == ForwardedHeaders.None)
            {
                forwarded.ForwardedHeaders = ForwardedHeaders.All;
            }
        });
        services.Configure<HostOptions>(host => host.ShutdownTimeout = options.DrainTime + InvocationLifetime.Grace);
        services.AddHostedService<SecondSignal>();
        services.AddHostedService<ServingNotice>();
        services.AddSingleton<TimerService>();
        services.AddSingleton<ISelfHostTimers>(provider => provider.GetRequiredService<TimerService>());
        services.AddHostedService(provider => provider.GetRequiredService<TimerService>());
    }

    private static IEnumerable<Type> FunctionTypes(IDictionary<object, object> properties)
    {
        if (properties.TryGetValue(TypesProperty, out var types))
        {
            return (IEnumerable<Type>)types;
        }

        return properties.TryGetValue(AssembliesProperty, out var assemblies)
            ? ((IEnumerable<Assembly>)assemblies).Distinct().SelectMany(assembly => assembly.GetTypes())
            : Assembly.GetEntryAssembly()?.GetTypes() ?? [];
    }

    private static bool HasAddress(ConfigurationManager configuration) =>
        !string.IsNullOrEmpty(configuration["urls"]) || !string.IsNullOrEmpty(configuration["http_ports"])
        || !string.IsNullOrEmpty(configuration["https_ports"]) || configuration.GetSection("Kestrel:Endpoints").Exists();
}
