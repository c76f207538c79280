namespace GridSteward.Functions.Tests.BadInput;

/// <summary>Bytes that do not say how many they are, so that they are sent in chunks.</summary>
internal sealed class UnknownLength(byte[] bytes) : MemoryStream(bytes)
{
    public override bool CanSeek => false;
}
