namespace GridSteward.SelfHost;

/// <summary>Where a function's argument comes from.</summary>
internal enum ParameterSource
{
    Trigger,
    RouteValue,
    Context,
    Cancellation,
}

/// <summary>One parameter of a function.</summary>
internal sealed record FunctionParameter(string Name, ParameterSource Source);
