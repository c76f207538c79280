using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace GridSteward.Domain.Tests.Worlds;

internal static class Expect
{
    /// <summary>The result of an operation that must have been done.</summary>
    public static T Done<T>(Outcome<T> outcome) => DoneOf(outcome).Value;

    /// <summary>The result of an operation that must have been done now.</summary>
    public static T Fresh<T>(Outcome<T> outcome)
    {
        Assert.False(DoneOf(outcome).Replayed, "It is a replay.");
        return Done(outcome);
    }

    /// <summary>The result of an operation that must have been done before.</summary>
    public static T Replayed<T>(Outcome<T> outcome)
    {
        Assert.True(DoneOf(outcome).Replayed, "It is no replay.");
        return Done(outcome);
    }

    /// <summary>The paths of the faults of an operation that must have been refused.</summary>
    public static string[] Faults<T>(Outcome<T> outcome) => [.. Assert.IsType<Outcome<T>.Invalid>(outcome).Faults.Select(f => f.Path)];

    /// <summary>Equal as documents are: by what is written.</summary>
    public static void SameJson<T>(T expected, T actual, JsonTypeInfo<T> json)
        => Assert.Equal(JsonSerializer.Serialize(expected, json), JsonSerializer.Serialize(actual, json));

    private static Outcome<T>.Done DoneOf<T>(Outcome<T> outcome)
    {
        if (outcome is not Outcome<T>.Done done)
        {
            Assert.Fail($"{outcome} {(outcome is Outcome<T>.Invalid invalid ? string.Join(", ", invalid.Faults) : "")}");
            throw new System.Diagnostics.UnreachableException();
        }

        return done;
    }
}
