namespace GridSteward.Domain.Tables;

/// <summary>One thing that is wrong in a file.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column's header as in the file; null where it is the whole row or file.</param>
/// <param name="Field">The target field (<c>code</c>, <c>longitude</c>); null where it is none.</param>
/// <param name="Message">What is wrong and what would be right.</param>
public sealed record RowFault(int Line, string? Column, string? Field, string Message);
