using System.Globalization;
using GridSteward.Domain;
using GridSteward.Domain.Uploads;
using GridSteward.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace GridSteward.Functions.Jobs;

/// <summary>An upload: how blocks may be sent, and which are there.</summary>
public sealed record UploadResponse(
    string Id, DateTimeOffset CreatedAt, DateTimeOffset ForgottenAt, int MaxBlockBytes, int MaxBlocks, IReadOnlyList<int> Blocks, bool Sealed, long? Length, string? Sha256);

/// <summary>Files for jobs, sent in blocks so that a network that drops loses one block and no more.</summary>
public sealed class UploadFunctions(Api api, KeepUploads uploads)
{
    [Function("CreateUpload")]
    public Task<IResult> CreateAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/uploads")] HttpRequest request, FunctionContext context)
        => api.RunAsync(request, context, null, async call =>
        {
            var outcome = await uploads.CreateAsync(call.Once(), call.Acting, call.CancellationToken);
            return call.Problems.Of(outcome, done => ApiCall.Created(
                Answer.Json(ToResponse(new UploadStatus(done.Value.Value, [])), ApiJson.Default.UploadResponse, StatusCodes.Status201Created),
                $"/api/uploads/{done.Value.Value.Id}", null, done.Replayed));
        });

    [Function("GetUpload")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/uploads/{id}")] HttpRequest request, string id, FunctionContext context)
        => api.RunAsync(request, context, null, async call => call.Problems.Of(
            await uploads.FindAsync(id, call.Caller, call.CancellationToken), done => Answer.Json(ToResponse(done.Value), ApiJson.Default.UploadResponse)));

    [Function("PutUploadBlock")]
    public Task<IResult> PutBlockAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/uploads/{id}/blocks/{number}")] HttpRequest request, string id, string number, FunctionContext context)
        => api.RunAsync(request, context, null, async call =>
        {
            if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int n) || n >= Upload.MaxBlocks)
            {
                return call.Problems.Invalid([new Fault("path.number", $"A whole number from 0 to {Upload.MaxBlocks - 1}.")]);
            }

            return call.Problems.Of(
                await uploads.PutBlockAsync(id, n, call.Body, call.Caller, call.CancellationToken), _ => Answer.Empty(StatusCodes.Status204NoContent));
        });

    [Function("SealUpload")]
    public Task<IResult> SealAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/uploads/{id}/seal")] HttpRequest request, string id, FunctionContext context)
        => api.RunAsync(request, context, null, async call =>
        {
            WantedSeal seal = call.ReadJson().ReadSeal();
            var outcome = await uploads.SealAsync(id, seal.Blocks, seal.Sha256, call.Caller, call.CancellationToken);
            return call.Problems.Of(outcome, done => Answer.Json(ToResponse(new UploadStatus(done.Value, [.. Enumerable.Range(0, done.Value.Sealed!.Count)])), ApiJson.Default.UploadResponse));
        });

    [Function("DeleteUpload")]
    public Task<IResult> DeleteAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/uploads/{id}")] HttpRequest request, string id, FunctionContext context)
        => api.RunAsync(request, context, null, async call => call.Problems.Of(
            await uploads.DeleteAsync(id, call.Caller, call.CancellationToken), _ => Answer.Empty(StatusCodes.Status204NoContent)));

    private static UploadResponse ToResponse(UploadStatus status)
    {
        Upload upload = status.Upload;
        return new UploadResponse(
            upload.Id, upload.CreatedAt, upload.CreatedAt + Upload.KeptFor, Upload.MaxBlockBytes, Upload.MaxBlocks, status.Blocks,
            upload.Sealed is not null, upload.Sealed?.Sum(b => b.Length), upload.Sha256);
    }
}
