using GridSteward.Functions.Tests.Town;

namespace GridSteward.Functions.Tests.OpenApi;

/// <summary>Whoever copies an example from the document gets what the document promises.</summary>
public sealed class ExampleTests
{
    public static TheoryData<string> Names => [.. ApiDocumentFile.Operations.Select(o => o.Id)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_example_of_each_function_is_answered_as_promised(string name)
    {
        Operation operation = ApiDocumentFile.Of(name);
        await using ExampleTown town = await ExampleTown.OpenAsync();
        foreach (string? parameter in ExampleTown.WaysOf(operation))
        {
            Reply reply = await town.SendAsync(operation, parameter);
            reply.Is(parameter is not null && operation.Successes.Contains(reply.Status) ? reply.Status : operation.Success);
        }
    }
}
