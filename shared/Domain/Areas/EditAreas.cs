using System.Text.Json;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Changes;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.People;
using GridSteward.Domain.Storage;
using GridSteward.Geo;

namespace GridSteward.Domain.Areas;

/// <summary>
/// Replaces and ends single areas. An edit makes a generation as an import does; it goes by the version of its one area, so that edits of different
/// areas do not disturb each other, and of two edits of one version one is told that it is stale.
/// </summary>
public sealed class EditAreas(AreaStaging staging, References references)
{
    private const int Tries = 10;

    /// <summary>Replaces an area by a GeoJSON Feature, UTF-8, with the properties that this program writes itself. What changes nothing makes no generation.</summary>
    public async Task<Outcome<Area>> ReplaceAsync(
        Jurisdiction settings, string code, ReadOnlyMemory<byte> feature, Func<string, bool> seenETag, Acting acting, CancellationToken cancellationToken)
    {
        List<Fault> faults = [];
        IReadOnlyList<AreaDraft> drafts = Read(settings, code, feature, faults);
        return await RunAsync(settings, code, seenETag, acting, "replace", (next, _) =>
        {
            if (faults.Count > 0)
            {
                return Task.FromResult<Outcome<AreaEdition>>(new Outcome<AreaEdition>.Invalid(faults));
            }

            // Who names one area in its version means it, on another level too.
            AreaEdition edition = AreaEdition.Compose(next, drafts, ImportMode.Merge) with { Clashes = [] };
            Fault[] tree = [.. edition.TreeFaults(settings, drafts, elsewhere: "$")];
            return Task.FromResult<Outcome<AreaEdition>>(tree.Length > 0 ? new Outcome<AreaEdition>.Invalid(tree) : edition);
        }, cancellationToken);
    }

    /// <summary>Ends an area that nothing is part of and nothing names. It stays in the generations before; the answer is its last version.</summary>
    public Task<Outcome<Area>> EndAsync(Jurisdiction settings, string code, Func<string, bool> seenETag, Acting acting, CancellationToken cancellationToken)
        => RunAsync(settings, code, seenETag, acting, "delete", async (next, area) =>
        {
            List<string> names = [.. next.Before.Where(a => a.Parent == code).Select(a => $"area {a.Code}")];
            names.AddRange(await references.ToAsync(Kinds.Area, settings.Jurisdiction, code, cancellationToken));
            return names.Count > 0 ? References.Refusal<AreaEdition>(names) : AreaEdition.Without(next, area);
        }, cancellationToken);

    private static IReadOnlyList<AreaDraft> Read(Jurisdiction settings, string code, ReadOnlyMemory<byte> utf8, List<Fault> faults)
    {
        GeoJsonReading reading = GeoJsonReader.ReadFeature(utf8, GeoJsonLimits.Default, CoordinateSystem.Wgs84);
        faults.AddRange(reading.Faults.Select(f => new Fault(f.Path, f.Message)));
        IEnumerable<GeoFeature> features = reading.Features.Select(f => f.Properties.ContainsKey(AreaMapping.Own.Code)
            ? f
            : f with { Properties = new Dictionary<string, JsonElement>(f.Properties) { [AreaMapping.Own.Code] = JsonSerializer.SerializeToElement(code, DomainJson.Default.String) } });
        IReadOnlyList<AreaDraft> drafts = AreaDraft.Read([.. features], AreaMapping.Own, settings, faults);
        faults.AddRange(drafts.Where(d => d.Code != code).Select(d => new Fault(
            $"{d.Path}.properties.{AreaMapping.Own.Code}", $"Is '{d.Code}', but the path says '{code}'; the code of an area cannot change. Add an area with the new code and delete this one.")));
        return drafts;
    }

    private async Task<Outcome<Area>> RunAsync(
        Jurisdiction settings, string code, Func<string, bool> seenETag, Acting acting, string action,
        Func<NextGeneration, Area, Task<Outcome<AreaEdition>>> edit, CancellationToken cancellationToken)
    {
        string jurisdiction = settings.Jurisdiction;
        if (!acting.Caller.Can(Capability.ManageAreas, new Target(jurisdiction)))
        {
            return new Outcome<Area>.Forbidden("Editing areas needs ManageAreas on the whole jurisdiction.");
        }

        for (int i = 0; i < Tries; i++)
        {
            NextGeneration next = await staging.BeginAsync(jurisdiction, cancellationToken);
            if (next.Before.FirstOrDefault(a => a.Code == code) is not { } area)
            {
                return new Outcome<Area>.NotFound($"There is no area '{code}'.");
            }

            if (!seenETag(area.ETag))
            {
                return new Outcome<Area>.Stale(area.ETag);
            }

            var edited = await edit(next, area);
            if (edited is not Outcome<AreaEdition>.Done { Value: var edition })
            {
                return edited.As<Area>();
            }

            if (!edition.ChangesAnything
                || (await staging.PublishAsync(next, edition, now => acting.Fact(now, action, $"area/{code}"), null, cancellationToken)).Committed)
            {
                return edition.Areas.FirstOrDefault(a => a.Code == code) ?? area;
            }
        }

        return new Outcome<Area>.Conflict("Other changes of the same jurisdiction's areas came in between; try again.");
    }
}
