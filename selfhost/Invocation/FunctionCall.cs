using System.Reflection;
using System.Runtime.ExceptionServices;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace GridSteward.SelfHost;

/// <summary>Calls a function's method on a fresh instance made from the invocation's scope, as the worker does.</summary>
internal sealed class FunctionCall(MethodInfo method, IReadOnlyList<FunctionParameter> parameters)
{
    private readonly MethodInvoker _method = MethodInvoker.Create(method);
    private readonly ObjectFactory? _create = method.IsStatic ? null : ActivatorUtilities.CreateFactory(method.DeclaringType!, Type.EmptyTypes);

    public async Task InvokeAsync(InvocationContext context)
    {
        var running = Begin(context)
            ?? throw new InvalidOperationException($"{context.Function} returned null instead of a task.");
        await running;
        context.Result = (running as Task<IResult>)?.Result;
    }

    private Task? Begin(InvocationContext context)
    {
        var arguments = new object?[parameters.Count];
        for (var i = 0; i < arguments.Length; i++)
        {
            arguments[i] = parameters[i].Source switch
            {
                ParameterSource.Trigger => context.Trigger,
                ParameterSource.RouteValue => context.BindingContext.BindingData.GetValueOrDefault(parameters[i].Name) as string,
                ParameterSource.Context => context,
                _ => context.CancellationToken,
            };
        }

        try
        {
            return (Task?)_method.Invoke(_create?.Invoke(context.InstanceServices, null), arguments.AsSpan());
        }
        catch (TargetInvocationException thrown) when (thrown.InnerException is not null)
        {
            ExceptionDispatchInfo.Throw(thrown.InnerException);
            throw;
        }
    }
}
