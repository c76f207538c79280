using System.Globalization;
using GridSteward.Domain.Assignments;
using GridSteward.Domain.Creation;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Staff.Confirmations;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Tables;

namespace GridSteward.Domain.Imports;

/// <summary>Staff documents from rows.</summary>
/// <param name="kind">What the rows make.</param>
/// <param name="read">Reads a row as a form is read.</param>
/// <param name="codebook">Finds what is stored.</param>
/// <param name="clock">For new ids.</param>
internal abstract class StaffRows<T>(DocumentKind<T> kind, Func<IFields, string, Func<string, T>> read, Codebook codebook, TimeProvider clock) : RowKind
    where T : JurisdictionDocument
{
    public override DocumentKind Makes => kind;

    protected Codebook Codebook => codebook;

    public override async Task<DecideRow> OpenAsync(Job job, IReadOnlyList<ImportRow> rows, CancellationToken cancellationToken)
    {
        string jurisdiction = job.Jurisdiction;
        Func<string, T>[] make = [.. rows.Select(r => read(r, jurisdiction))];
        var ids = await codebook.IdsAsync(kind, jurisdiction, rows.Select(r => r.Key), cancellationToken);
        var there = await codebook.FindAsync(kind, jurisdiction, ids.Values, cancellationToken);
        T?[] sent = [.. rows.Select((row, i) => row.Faults.Count > 0 ? null : make[i](ids.GetValueOrDefault(row.Key!) ?? Guid.CreateVersion7(clock.GetUtcNow()).ToString()))];
        CompleteStaff complete = await OpenReferencesAsync(jurisdiction, sent, cancellationToken);
        return (i, open) =>
        {
            ImportRow row = rows[i];
            if (sent[i] is not { } document)
            {
                return RowVerdict.Reject(row);
            }

            List<RowFault> faults = [];
            Stored<T>? before = there.GetValueOrDefault(document.Id);
            T after = complete(row, document, before?.Value, open, faults);
            UniqueCode? code = ids.ContainsKey(row.Key!) ? null : UniqueCode.Of(kind.Name, jurisdiction, row.Key!, after.Id);
            return faults.Count > 0 ? RowVerdict.Reject(row, faults)
                : RowVerdict.Of(row, before is null, RowWrite.Of(kind, before, after), RowWrite.Of(Kinds.UniqueCode(kind.Container), null, code)) with
                {
                    Moved = before is not null && HasMoved(before.Value, after) ? after.Id : null,
                };
        };
    }

    /// <summary>Reads what the rows name.</summary>
    protected abstract Task<CompleteStaff> OpenReferencesAsync(string jurisdiction, IReadOnlyList<T?> sent, CancellationToken cancellationToken);

    /// <summary>Whether others go by where it stands and must follow.</summary>
    protected virtual bool HasMoved(T before, T after) => false;

    /// <summary>
    /// Completes a document of a row: ids in place of the codes it names, and what the file has no column for as it is stored. Adds what is
    /// wrong with what it names.
    /// </summary>
    protected delegate T CompleteStaff(ImportRow row, T sent, T? before, OpenJurisdiction open, List<RowFault> faults);
}

/// <summary>Buildings from rows.</summary>
internal sealed class BuildingRows(Codebook codebook, TimeProvider clock) : StaffRows<Building>(Kinds.Building, Read, codebook, clock)
{
    private static readonly string[] Counts = ["expectedHouseholds", "expectedCompanies", "expectedShops", "countedOn"];

    protected override Task<CompleteStaff> OpenReferencesAsync(string jurisdiction, IReadOnlyList<Building?> sent, CancellationToken cancellationToken)
        => Task.FromResult<CompleteStaff>((row, building, before, _, _) => before is null ? building : building with
        {
            Name = row.Has("name") ? building.Name : before.Name,
            Sent = building.Sent.Over(before.Sent, before.Point),
            Expected = row.Has("expectedHouseholds") ? building.Expected : before.Expected,
        });

    protected override bool HasMoved(Building before, Building after) => before.Point != after.Point;

    /// <summary>A row has the count in columns of its own, beside which a body has it in an object.</summary>
    private static Func<string, Building> Read(IFields fields, string jurisdiction)
    {
        Func<string, Building> make = StaffFields.Building(fields, jurisdiction);
        ExpectedUnits? expected = StaffFields.Expected(fields, Counts, required: false);
        return id => make(id) with { Expected = expected };
    }
}

/// <summary>Stewards from rows.</summary>
internal sealed class StewardRows(Codebook codebook, TimeProvider clock) : StaffRows<Steward>(Kinds.Steward, StaffFields.Steward, codebook, clock)
{
    private const string Confirmed = "channelConfirmedAt";

    private readonly TimeProvider clock = clock;

    protected override Task<CompleteStaff> OpenReferencesAsync(string jurisdiction, IReadOnlyList<Steward?> sent, CancellationToken cancellationToken)
        => Task.FromResult<CompleteStaff>((row, steward, before, _, faults) =>
        {
            if (before is { ErasedAt: not null })
            {
                faults.Add(row.Fault("name", ErasureRule.Message));
            }

            DateTimeOffset? confirmed = ConfirmedAt(row, faults);
            Steward merged = before is null ? steward : ConfirmChannels.Keep(before, steward with
            {
                Phone = row.Has("phone") ? steward.Phone : before.Phone,
                Subject = row.Has("subject") ? steward.Subject : before.Subject,
                Leave = before.Leave,
            });
            return row.Has(Confirmed) ? merged with { ChannelConfirmedAt = confirmed } : merged;
        });

    /// <summary>A time as exports write it, or a day; not in the future.</summary>
    private DateTimeOffset? ConfirmedAt(ImportRow row, List<RowFault> faults)
    {
        if (row.Code(Confirmed, 40) is not { } text)
        {
            return null;
        }

        bool reads = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset at);
        if (!reads || at > clock.GetUtcNow())
        {
            faults.Add(row.Fault(Confirmed, "A time such as 2026-05-03T14:05:00Z or a day, not in the future."));
        }

        return reads ? at : null;
    }
}
