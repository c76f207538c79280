using GridSteward.Domain;
using GridSteward.Domain.Imports;
using GridSteward.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.Functions.Jobs;

/// <summary>Files that become households, buildings, stewards, posts or areas.</summary>
public sealed class ImportFunctions(Api api, OrderImports imports)
{
    [Function("CreateImport")]
    public Task<IResult> CreateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/jurisdictions/{jurisdiction}/imports")] HttpRequest request,
        string jurisdiction, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call =>
        {
            WantedImport wanted = call.ReadJson().ReadImport();
            return call.Accepted(await imports.OrderAsync(jurisdiction, wanted.Request, wanted.Upload, call.Once(), call.Acting, call.CancellationToken));
        });

    [Function("ImportFile")]
    public Task<IResult> ImportFileAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/jurisdictions/{jurisdiction}/imports/{what}")] HttpRequest request,
        string jurisdiction, string what, FunctionContext context)
        => api.RunAsync(request, context, jurisdiction, async call =>
        {
            if (!Wire.TryParse(what, out ImportSubject subject))
            {
                return call.Problems.NotFound($"'{what}' is not one of {string.Join(", ", Wire.Names<ImportSubject>())}.");
            }

            if (call.Body.IsEmpty)
            {
                return call.Problems.Invalid([new Fault("$", "The body is empty; the file is wanted.")]);
            }

            return call.Accepted(await imports.OrderAsync(jurisdiction, call.ReadImport(subject), call.Body, call.Once(), call.Acting, call.CancellationToken));
        });
}
