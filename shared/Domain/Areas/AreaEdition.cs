using System.Security.Cryptography;
using System.Text;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Geo;

namespace GridSteward.Domain.Areas;

/// <summary>What an import does with areas that its file does not name.</summary>
public enum ImportMode
{
    /// <summary>They stay.</summary>
    Merge,

    /// <summary>They end, if they are of a level that the file has.</summary>
    Replace,
}

/// <summary>The areas as they will be after an import or an edit, and what that changes.</summary>
/// <param name="Areas">All areas of the next generation.</param>
/// <param name="Written">Those that are new versions.</param>
/// <param name="Added">How many codes are new.</param>
/// <param name="Changed">How many codes have a new version.</param>
/// <param name="Unchanged">How many of the file's areas are as they were.</param>
/// <param name="Removed">How many codes end.</param>
/// <param name="Clashes">Drafts whose code is that of an area on another level, which stays: a file that counts anew must not change areas in silence.</param>
public sealed record AreaEdition(
    IReadOnlyList<Area> Areas, IReadOnlyList<Area> Written, int Added, int Changed, int Unchanged, int Removed, IReadOnlyList<(AreaDraft Draft, Area Area)> Clashes)
{
    /// <summary>Whether anything is different.</summary>
    public bool ChangesAnything => Written.Count > 0 || Removed > 0;

    /// <summary>Puts drafts over the areas of the current generation.</summary>
    public static AreaEdition Compose(NextGeneration next, IReadOnlyList<AreaDraft> drafts, ImportMode mode)
    {
        IReadOnlyList<Area> current = next.Before;
        Dictionary<string, Area> before = current.ToDictionary(a => a.Code, StringComparer.Ordinal);
        HashSet<string> levels = [.. drafts.Select(d => d.Level)];
        Dictionary<string, Area> after = mode == ImportMode.Merge
            ? new(before, StringComparer.Ordinal)
            : current.Where(a => !levels.Contains(a.Level)).ToDictionary(a => a.Code, StringComparer.Ordinal);
        List<Area> written = [];
        List<(AreaDraft Draft, Area Area)> clashes = [];
        int added = 0;
        foreach (AreaDraft draft in drafts)
        {
            if (after.TryGetValue(draft.Code, out Area? there) && there.Level != draft.Level)
            {
                clashes.Add((draft, there));
            }

            Area area = ToArea(next, draft);
            Area? old = before.GetValueOrDefault(draft.Code);
            if (old?.Hash == area.Hash)
            {
                after[draft.Code] = old;
                continue;
            }

            added += old is null ? 1 : 0;
            after[draft.Code] = area;
            written.Add(area);
        }

        int removed = before.Keys.Count(code => !after.ContainsKey(code));
        return new AreaEdition(
            [.. after.Values.OrderBy(a => a.Code, StringComparer.Ordinal)], written, added, written.Count - added, drafts.Count - written.Count, removed, clashes);
    }

    /// <summary>Ends one area of the current generation.</summary>
    public static AreaEdition Without(NextGeneration next, Area area)
        => new([.. next.Before.Where(a => a.Code != area.Code)], [], 0, 0, 0, 1, []);

    /// <summary>What is wrong with the areas together: codes of other levels, parents that are not there or not of a higher level.</summary>
    /// <param name="settings">The jurisdiction; the order of its levels decides.</param>
    /// <param name="drafts">What was sent.</param>
    /// <param name="elsewhere">Where a fault stands that shows at an area which was not sent; null names that area.</param>
    public IEnumerable<Fault> TreeFaults(Jurisdiction settings, IReadOnlyList<AreaDraft> drafts, string? elsewhere = null)
    {
        Dictionary<string, Area> byCode = Areas.ToDictionary(a => a.Code, StringComparer.Ordinal);
        Dictionary<string, AreaDraft> draftOf = drafts.ToDictionary(d => d.Code, StringComparer.Ordinal);
        List<string> levels = [.. settings.Levels];
        foreach (var (draft, area) in Clashes)
        {
            yield return new(draft.Path, $"The code '{draft.Code}' is that of {area.Name} on the level {area.Level}; codes are unique in a jurisdiction. ?codePrefix= puts something before every code of a file.");
        }

        foreach (Area area in Areas.Where(a => a.Parent is not null))
        {
            string path = draftOf.GetValueOrDefault(area.Code)?.Path ?? elsewhere ?? $"(area {area.Code}, not in this file)";
            if (!byCode.TryGetValue(area.Parent!, out Area? parent))
            {
                yield return new(path, $"The parent '{area.Parent}' of '{area.Code}' is neither in this file nor already there.");
            }
            else if (levels.IndexOf(parent.Level) >= levels.IndexOf(area.Level))
            {
                yield return new(path, $"The parent '{area.Parent}' ({parent.Level}) of '{area.Code}' ({area.Level}) is not of a higher level.");
            }
        }
    }

    private static Area ToArea(NextGeneration next, AreaDraft draft)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{draft.Code}\n{draft.Name}\n{draft.Level}\n{draft.Parent}\n"));
        hash.AppendData(draft.Geometry.AsBinary());
        return new Area
        {
            Id = $"area.{next.ImportId}.{People.Hashes.Hex(draft.Code)[..32]}",
            Jurisdiction = next.Jurisdiction,
            Code = draft.Code,
            Name = draft.Name,
            Level = draft.Level,
            Parent = draft.Parent,
            Version = next.Number,
            ImportId = next.ImportId,
            Box = GeoBox.Around(draft.Geometry),
            Geometry = draft.Geometry,
            Hash = Convert.ToHexStringLower(hash.GetHashAndReset()),
        };
    }
}
