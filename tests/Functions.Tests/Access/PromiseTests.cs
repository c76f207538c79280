using GridSteward.Domain.People;
using GridSteward.Functions.Access;
using GridSteward.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace GridSteward.Functions.Tests.Access;

/// <summary>A function cannot ask for a header that it does not declare, so that the API's document names every header that counts.</summary>
public sealed class PromiseTests
{
    private static readonly FunctionDeclaration Nothing = new("Nothing", Declare.Anyone, "Promises nothing");

    [Fact]
    public void A_key_that_is_not_declared_is_not_read()
    {
        Assert.Throws<InvalidOperationException>(() => CallOf(Nothing).Once());
        Assert.Equal("0123456789abcdef", CallOf(Nothing with { TakesKey = true }).Once()!.Key);
    }

    [Fact]
    public void An_If_Match_that_is_not_declared_is_not_read()
    {
        Assert.Throws<InvalidOperationException>(() => CallOf(Nothing).IfMatch());
        Assert.True(CallOf(Nothing with { WantsIfMatch = true }).IfMatch()!("7"));
    }

    private static ApiCall CallOf(FunctionDeclaration declaration)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers["Idempotency-Key"] = "0123456789abcdef";
        http.Request.Headers.IfMatch = "\"7\"";
        return new ApiCall(http.Request, declaration, Caller.Nobody, "trace", default, CancellationToken.None);
    }
}
