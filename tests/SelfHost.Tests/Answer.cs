using Microsoft.AspNetCore.Http;

namespace GridSteward.SelfHost.Tests;

internal static class Answer
{
    public static Task<IResult> Text(string text) => Task.FromResult(Results.Text(text));
}
