using GridSteward.Domain.Assignments;
using GridSteward.Domain.Staff;
using GridSteward.Domain.Tables;

namespace GridSteward.Domain.Imports;

/// <summary>Posts from rows. A row names its steward and its building by their codes.</summary>
internal sealed class PostRows(Codebook codebook, TimeProvider clock) : StaffRows<Post>(Kinds.Post, StaffFields.Post, codebook, clock)
{
    public override bool GoesByAreas => true;

    protected override async Task<CompleteStaff> OpenReferencesAsync(string jurisdiction, IReadOnlyList<Post?> sent, CancellationToken cancellationToken)
    {
        var stewards = await Codebook.IdsAsync(Kinds.Steward, jurisdiction, sent.Select(p => p?.Steward), cancellationToken);
        var buildings = await Codebook.IdsAsync(Kinds.Building, jurisdiction, sent.Select(p => p?.Building), cancellationToken);
        return (row, post, before, open, faults) =>
        {
            Post named = post with { Steward = Named("steward", post.Steward, stewards, before?.Steward), Building = Named("building", post.Building, buildings, before?.Building) };
            Post after = before is null ? named : named with
            {
                Categories = row.Has("categories") ? post.Categories : before.Categories,
                OriginVillages = row.Has("originVillages") ? post.OriginVillages : before.OriginVillages,
                Capacity = row.Has("capacity") ? post.Capacity : before.Capacity,
                ValidTo = row.Has("validTo") ? post.ValidTo : before.ValidTo,
            };
            IEnumerable<Fault> wrong = StaffRules.AreaFaults(open.Snapshot, [after.Area], _ => "area")
                .Concat(StaffRules.CategoryFaults(open.Settings, after.Categories, _ => "categories"))
                .Concat(StaffRules.DaysFault(after.ValidFrom, after.ValidTo) is { } days ? [new Fault("validTo", days)] : []);
            faults.AddRange(wrong.Select(f => row.Fault(f.Path, f.Message)));
            return after;

            string? Named(string field, string? code, Dictionary<string, string> ids, string? stored)
            {
                if (!row.Has(field) || code is null)
                {
                    return row.Has(field) ? null : stored;
                }

                if (!ids.TryGetValue(code, out string? id))
                {
                    faults.Add(row.Fault(field, $"There is no {field} with the code '{code}'."));
                }

                return id;
            }
        };
    }
}
