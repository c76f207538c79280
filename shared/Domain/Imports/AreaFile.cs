using System.Globalization;
using System.Text;
using GridSteward.Domain.Areas;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.Tables;
using GridSteward.Geo;
using NetTopologySuite.Geometries;

namespace GridSteward.Domain.Imports;

/// <summary>The areas of a file, as far as they are without fault, and the text of the rows that are not.</summary>
internal sealed class AreaFile(ImportRequest request, Jurisdiction settings)
{
    /// <summary>The most areas in one file: all of them are in memory, as they are whenever places are looked up.</summary>
    public const int MaxAreas = 50_000;

    private readonly Dictionary<string, AreaDraft> drafts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> lines = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MappedRow> rowOf = new(StringComparer.Ordinal);
    private readonly StringBuilder rejected = new();

    /// <summary>The areas that are without fault.</summary>
    public IReadOnlyList<AreaDraft> Drafts => [.. drafts.Values];

    /// <summary>Rows of the file.</summary>
    public long Rows { get; private set; }

    /// <summary>Rows that were rejected.</summary>
    public long RejectedRows { get; private set; }

    /// <summary>The rejected rows as the result file holds them.</summary>
    public string Rejected => rejected.ToString();

    /// <summary>Takes a row.</summary>
    public void Add(MappedRow row)
    {
        Rows++;
        if (Read(row) is { } draft)
        {
            drafts.Add(draft.Path, draft);
            rowOf.Add(draft.Path, row);
        }
        else
        {
            Reject(row.Row, row.Faults);
        }

        if (drafts.Count > MaxAreas)
        {
            throw new JobFailedException($"The file has more than {MaxAreas} areas.");
        }
    }

    /// <summary>Notes what is wrong with the file itself.</summary>
    public void Reject(RowFault fault) => Reject(null, [fault]);

    /// <summary>
    /// The areas as they will be. Rows that do not fit into the tree are rejected, and those that hang on them, until what is left fits.
    /// </summary>
    public AreaEdition Compose(NextGeneration next)
    {
        while (true)
        {
            IReadOnlyList<AreaDraft> good = Drafts;
            AreaEdition edition = AreaEdition.Compose(next, good, request.Mode ?? ImportMode.Merge);
            Fault[] tree = [.. edition.TreeFaults(settings, good)];
            if (tree.Length == 0)
            {
                return edition;
            }

            if (tree.Where(f => !drafts.ContainsKey(f.Path)).ToArray() is { Length: > 0 } elsewhere)
            {
                throw new JobFailedException("Areas that the file does not name would be left without their parents.", elsewhere);
            }

            // Codes of other levels are named before parents.
            foreach (var faults in tree.Select((f, i) => (f.Path, f.Message, Field: i < edition.Clashes.Count ? "code" : "parent")).GroupBy(f => f.Path))
            {
                MappedRow row = rowOf[faults.Key];
                Reject(row.Row, [.. faults.Select(f => row.FaultOf(f.Field, f.Message))]);
                drafts.Remove(faults.Key);
            }
        }
    }

    private void Reject(TableRow? row, IReadOnlyList<RowFault> faults)
    {
        RejectedRows++;
        rejected.Append(Imports.RejectedRows.Line(row, faults));
    }

    private AreaDraft? Read(MappedRow row)
    {
        string? own = row.Code("code", AreaDraft.MaxCode);
        string? level = request.Level ?? row.Code("level", 100);
        string? name = row.Text("name", AreaDraft.MaxName)?.Trim();
        string? parent = row.Code("parent", AreaDraft.MaxCode);
        Geometry? sent = row.Geometry(request.System), geometry = null;
        if (row.Faults.Count == 0 && AreaDraft.LevelFault(level, settings) is { } wrongLevel)
        {
            row.Refuse("level", wrongLevel);
        }

        string code = request.CodePrefix + own;
        if (own is not null && AreaDraft.CodeFault(code) is { } wrongCode)
        {
            row.Refuse("code", wrongCode);
        }
        else if (own is not null && !lines.TryAdd(code, row.Row.Line))
        {
            row.Refuse("code", $"The code '{code}' is already that of line {lines[code]}.");
        }

        if (sent is not null)
        {
            (geometry, IReadOnlyList<string> faults) = AreaGeometry.Normalize(sent);
            foreach (string fault in faults)
            {
                row.Refuse("geometry", fault);
            }
        }

        return row.Faults.Count > 0 ? null : new AreaDraft(
            Rows.ToString(CultureInfo.InvariantCulture), code, string.IsNullOrEmpty(name) ? code : name, level!, parent is null ? null : request.CodePrefix + parent, geometry!);
    }
}
