namespace GridSteward.Tests.Emulators;

/// <summary>
/// What the Cosmos DB emulator of the tests does otherwise than Cosmos DB, in one place. The contract tests ask here before they ask the
/// emulator; the embedded engine has no gaps. What is listed is proven on the embedded engine only.
/// </summary>
public static class EmulatorGaps
{
    public const string Expiry = "The emulator keeps the policy but never expires a document.";
    public const string StringOrder = "The emulator orders strings by UTF-16 code units; Cosmos DB by UTF-8 bytes. They differ above U+FFFF.";
}
