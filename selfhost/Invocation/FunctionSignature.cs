using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace GridSteward.SelfHost;

/// <summary>A function's trigger and parameters. Only what both runtimes bind alike is allowed.</summary>
internal sealed record FunctionSignature(TriggerBindingAttribute Trigger, IReadOnlyList<FunctionParameter> Parameters)
{
    /// <summary>Null after adding the faults when the method cannot be a function.</summary>
    public static FunctionSignature? Read(FunctionEntry function, ICollection<string> faults)
    {
        var before = faults.Count;

        // Asked once: reflection may hand out other instances the second time where several hosts start at once.
        ParameterInfo[] all = function.Method.GetParameters();
        var triggers = all
            .Select(parameter => (parameter, trigger: parameter.GetCustomAttribute<TriggerBindingAttribute>()))
            .Where(pair => pair.trigger is not null).ToList();
        if (triggers.Count != 1)
        {
            faults.Add($"{function} has {triggers.Count} triggers; a function has exactly one.");
            return null;
        }

        var (triggered, trigger) = triggers[0];
        var http = trigger is HttpTriggerAttribute;
        var wanted = http ? typeof(HttpRequest) : typeof(TimerInfo);
        if (triggered.ParameterType != wanted)
        {
            faults.Add($"{function}: the triggered parameter '{triggered.Name}' must be {wanted.Name}, not {triggered.ParameterType.Name}.");
        }

        var returned = http ? typeof(Task<IResult>) : typeof(Task);
        if (function.Method.ReturnType != returned)
        {
            faults.Add($"{function} must return {(http ? "Task<IResult>" : "Task")}, not {function.Method.ReturnType.Name}.");
        }

        if (function.Method.ContainsGenericParameters || function.Method.DeclaringType is { IsAbstract: true, IsSealed: false })
        {
            faults.Add($"{function} is generic or abstract and cannot be called.");
        }

        var parameters = all
            .Select(parameter => parameter == triggered
                ? new FunctionParameter(parameter.Name!, ParameterSource.Trigger)
                : Other(function, parameter, http, faults))
            .ToList();
        return faults.Count == before ? new FunctionSignature(trigger!, parameters!) : null;
    }

    private static FunctionParameter? Other(FunctionEntry function, ParameterInfo parameter, bool http, ICollection<string> faults)
    {
        ParameterSource? source = parameter.ParameterType switch
        {
            var type when type == typeof(FunctionContext) => ParameterSource.Context,
            var type when type == typeof(CancellationToken) => ParameterSource.Cancellation,
            var type when type == typeof(string) && http => ParameterSource.RouteValue,
            _ => null,
        };
        if (source is { } known)
        {
            return new FunctionParameter(parameter.Name!, known);
        }

        faults.Add($"{function}: the parameter '{parameter.Name}' is {parameter.ParameterType.Name}; allowed beside the trigger are "
            + $"{(http ? "string (a route parameter), " : "")}FunctionContext and CancellationToken.");
        return null;
    }
}
