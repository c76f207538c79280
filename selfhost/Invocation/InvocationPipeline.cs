using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace GridSteward.SelfHost;

/// <summary>The worker middleware that the app added, around every invocation; the first added is outermost.</summary>
internal sealed class InvocationPipeline(IReadOnlyList<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware)
{
    public FunctionExecutionDelegate Around(FunctionCall call)
    {
        FunctionExecutionDelegate pipeline = context => Invoke(call, context);
        for (var i = middleware.Count - 1; i >= 0; i--)
        {
            pipeline = middleware[i](pipeline);
        }

        return pipeline;
    }

    private static Task Invoke(FunctionCall call, FunctionContext context) =>
        call.InvokeAsync(context as InvocationContext
            ?? throw new InvalidOperationException("Middleware must hand on the FunctionContext that it was given."));
}
