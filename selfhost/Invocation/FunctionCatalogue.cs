using Microsoft.Azure.Functions.Worker;

namespace GridSteward.SelfHost;

/// <summary>Every function that this process serves, checked.</summary>
internal sealed record FunctionCatalogue(IReadOnlyList<HttpFunction> Http, IReadOnlyList<TimerFunction> Timers)
{
    public static FunctionCatalogue Read(
        IEnumerable<Type> types, AppSettings settings, string routePrefix, bool servesHttp, ICollection<string> faults)
    {
        var http = new List<HttpFunction>();
        var timers = new List<TimerFunction>();
        foreach (var function in FunctionScan.Find(types, faults))
        {
            switch (FunctionSignature.Read(function, faults))
            {
                case { Trigger: HttpTriggerAttribute trigger } signature:
                    Add(http, HttpFunction.Read(function, trigger, signature.Parameters, routePrefix, faults));
                    break;
                case { Trigger: TimerTriggerAttribute trigger } signature:
                    Add(timers, TimerFunction.Read(function, trigger, signature.Parameters, settings, faults));
                    break;
            }
        }

        RouteConflicts.Find(http, faults);
        if (http.Count > 0 && !servesHttp)
        {
            faults.Add("There are HTTP functions, but ConfigureFunctionsWebApplication() was not called on the builder.");
        }

        return new FunctionCatalogue(
            [.. http.Where(function => !settings.IsDisabled(function.Entry.Name))],
            [.. timers.Select(timer => timer with { IsDisabled = settings.IsDisabled(timer.Entry.Name) })]);
    }

    private static void Add<T>(List<T> functions, T? function)
        where T : class
    {
        if (function is not null)
        {
            functions.Add(function);
        }
    }
}
