using System.Text.Json;
using GridSteward.Domain.Audit;
using GridSteward.Domain.Creation;
using GridSteward.Domain.Jobs;
using GridSteward.Domain.People;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Tables;
using GridSteward.Domain.Uploads;
using GridSteward.Geo;

namespace GridSteward.Domain.Imports;

/// <summary>Orders imports.</summary>
public sealed class OrderImports(KeepJobs jobs, KeepUploads uploads)
{
    /// <summary>Enters the job that imports a sealed upload.</summary>
    public async Task<Outcome<Stored<Job>>> OrderAsync(
        string jurisdiction, ImportRequest request, string upload, OnceKey? once, Acting acting, CancellationToken cancellationToken)
        => Refusal(jurisdiction, request, acting) ?? await jobs.CreateAsync(
            jurisdiction,
            new JobOrder(
                ImportRequest.JobKindOf(request.What), JsonSerializer.SerializeToElement(request, DomainJson.Default.ImportRequest),
                ImportRequest.CapabilityOf(request.What), upload)
            {
                Action = ImportRequest.JobKindOf(request.What),
            },
            once, acting, cancellationToken);

    /// <summary>Keeps a file as an upload and enters the job that imports it.</summary>
    public async Task<Outcome<Stored<Job>>> OrderAsync(
        string jurisdiction, ImportRequest request, ReadOnlyMemory<byte> file, OnceKey? once, Acting acting, CancellationToken cancellationToken)
    {
        if (Refusal(jurisdiction, request, acting) is { } refused)
        {
            return refused;
        }

        // The same key twice, for two things: both are found again when the request is sent again.
        var begun = await uploads.CreateAsync(once is null ? null : once with { UseCase = once.UseCase + ".upload" }, acting, cancellationToken);
        if (begun is not Outcome<Stored<Upload>>.Done { Value.Value: var upload })
        {
            return begun.As<Stored<Job>>();
        }

        int count = 0;
        for (int at = 0; at == 0 || at < file.Length; at += Upload.MaxBlockBytes, count++)
        {
            var kept = await uploads.PutBlockAsync(upload.Id, count, file[at..Math.Min(at + Upload.MaxBlockBytes, file.Length)], acting.Caller, cancellationToken);
            if (kept is not Outcome<Upload>.Done)
            {
                return kept.As<Stored<Job>>();
            }
        }

        var closed = await uploads.SealAsync(upload.Id, count, null, acting.Caller, cancellationToken);
        return closed is Outcome<Upload>.Done ? await OrderAsync(jurisdiction, request, upload.Id, once, acting, cancellationToken) : closed.As<Stored<Job>>();
    }

    private static Outcome<Stored<Job>>? Refusal(string jurisdiction, ImportRequest request, Acting acting)
    {
        Capability needed = ImportRequest.CapabilityOf(request.What);
        if (!acting.Caller.Can(needed, new Target(jurisdiction)))
        {
            return new Outcome<Stored<Job>>.Forbidden($"Importing {Wire.Name(request.What)} needs {needed} on the whole jurisdiction.");
        }

        List<Fault> faults = Faults(request);
        return faults.Count > 0 ? new Outcome<Stored<Job>>.Invalid(faults) : null;
    }

    private static List<Fault> Faults(ImportRequest request)
    {
        bool areas = request.What == ImportSubject.Areas;
        List<Fault> faults = [.. request.TableMapping.Faults("$.mapping")];
        faults.AddRange(new[] { (request.Mode is not null, "mode"), (request.Level is not null, "level"), (request.CodePrefix is not null, "codePrefix") }
            .Where(x => x.Item1 && !areas).Select(x => new Fault($"$.{x.Item2}", "Is for areas only.")));
        if (request.Delimiter is not null && request.Format != TableKind.Csv)
        {
            faults.Add(new("$.delimiter", "Is for CSV only."));
        }

        if (request.CoordinateSystem is { } system && !CoordinateSystems.TryParse(system, out _))
        {
            faults.Add(new("$.coordinateSystem", CoordinateSystems.Unknown(system)));
        }

        return faults;
    }
}
