namespace GridSteward.RealData;

/// <summary>What must hold, counted and printed as it is looked at.</summary>
internal sealed class Checks
{
    public int Passed { get; private set; }

    public int Failed { get; private set; }

    public void That(bool holds, string what)
    {
        Passed += holds ? 1 : 0;
        Failed += holds ? 0 : 1;
        Console.WriteLine($"  {(holds ? "ok    " : "FAILED")}  {what}");
    }
}
