namespace GridSteward.Domain.Imports;

/// <summary>A file, which may be as old as it likes, does not bring back what was erased; a form, which somebody fills in now, may.</summary>
internal static class ErasureRule
{
    /// <summary>Why the row is rejected.</summary>
    public const string Message = "What was personal here has been erased, and a file does not bring it back; enter it by hand where it is to be kept again.";
}
