using System.Globalization;
using GridSteward.Domain;
using GridSteward.Domain.Photos;
using GridSteward.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace GridSteward.Functions.Photos;

/// <summary>What the functions of reporters and those of staff do alike.</summary>
public sealed class PhotoDesk(SendPhotos send, SealPhotos seal, KeepPhotos keep, PhotoLimits limits)
{
    /// <summary>Whatever a file is taken for, it is shown as a picture and nothing in it is run.</summary>
    private const string Nothing = "default-src 'none'; sandbox";

    public async Task<Answer> CreateAsync(ApiCall call, PhotoAsk ask, string photos)
        => call.Problems.Of(await send.CreateAsync(ask, call.Once(), call.CancellationToken), done => ApiCall.Created(
            Answer.Json(PhotoStatusResponse.Of(done.Value, limits), ApiJson.Default.PhotoStatusResponse, StatusCodes.Status201Created), $"{photos}/{done.Value.Id}", null, done.Replayed));

    public async Task<Answer> GetAsync(ApiCall call, PhotoAsk ask, string photo)
        => call.Problems.Of(
            await send.FindAsync(ask, photo, call.CancellationToken), done => Answer.Json(PhotoStatusResponse.Of(done.Value, limits), ApiJson.Default.PhotoStatusResponse));

    public async Task<Answer> PutBlockAsync(ApiCall call, PhotoAsk ask, string photo, string number)
        => call.Problems.Of(
            await send.PutBlockAsync(ask, photo, int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out int n) ? n : -1, call.Body, call.CancellationToken),
            _ => Answer.Empty(StatusCodes.Status204NoContent));

    public async Task<Answer> SealAsync(ApiCall call, PhotoAsk ask, string photo, WantedPhotoSeal wanted)
        => call.Problems.Of(
            await seal.RunAsync(ask, photo, wanted.Blocks, wanted.Sha256, call.CancellationToken), done => Answer.Json(PhotoResponse.Of(done.Value), ApiJson.Default.PhotoResponse));

    public async Task<Answer> ShowAsync(ApiCall call, PhotoAsk ask, string photo, bool small)
        => call.Problems.Of(await keep.ShowAsync(ask, photo, small, call.CancellationToken), done => Answer.Bytes(done.Value.Content, done.Value.ContentType)
            .WithETag(ETags.OfContent(done.Value.Content))
            .With("Content-Disposition", $"inline; filename=\"{done.Value.FileName}\"")
            .With("Content-Security-Policy", Nothing));

    public async Task<Answer> DeleteAsync(ApiCall call, PhotoAsk ask, string photo)
        => call.Problems.Of(await keep.DeleteAsync(ask, photo, call.CancellationToken), _ => Answer.Empty(StatusCodes.Status204NoContent));
}
