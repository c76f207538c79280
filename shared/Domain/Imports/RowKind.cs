using GridSteward.Domain.Assignments;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Imports;

/// <summary>Says what becomes of one of the rows that were opened, by the areas as they are; may be asked again when they have changed.</summary>
internal delegate RowVerdict DecideRow(int row, OpenJurisdiction open);

/// <summary>What there is to know about one kind of rows.</summary>
internal abstract class RowKind
{
    /// <summary>What the rows make.</summary>
    public abstract DocumentKind Makes { get; }

    /// <summary>Whether what becomes of a row depends on the areas.</summary>
    public virtual bool GoesByAreas => false;

    /// <summary>Reads rows and, in a few calls, all that is stored about them.</summary>
    public abstract Task<DecideRow> OpenAsync(Job job, IReadOnlyList<ImportRow> rows, CancellationToken cancellationToken);
}
