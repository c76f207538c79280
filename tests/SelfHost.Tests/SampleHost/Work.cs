using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.SelfHost.SampleHost;

/// <summary>Work that takes until the test lets it go, or until the host cancels it.</summary>
public sealed class Work(Signs signs)
{
    [Function("Slow")]
    public async Task<IResult> Slow(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "slow")] HttpRequest request, CancellationToken cancellationToken)
    {
        signs.Give("slow-begun");
        try
        {
            await signs.AwaitAsync("go", cancellationToken);
            return Results.Text("done");
        }
        catch (OperationCanceledException)
        {
            signs.Give("slow-cancelled");
            return Results.Text("cancelled");
        }
    }

    [Function("Deaf")]
    public async Task<IResult> Deaf([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "deaf")] HttpRequest request)
    {
        signs.Give("deaf-begun");
        await signs.AwaitAsync("never", CancellationToken.None);
        return Results.Ok();
    }

    [Function("AtStart")]
    public async Task AtStart([TimerTrigger("0 0 3 1 1 *", RunOnStartup = true)] TimerInfo timer, CancellationToken cancellationToken)
    {
        signs.Give("timer-begun");
        await signs.AwaitAsync("go", cancellationToken);
        signs.Give("timer-done");
    }
}
