using System.Globalization;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using GridSteward.Domain.Storage;

namespace GridSteward.Stores.Azure;

/// <summary>Blobs in Azure Blob Storage. A block blob is replaced as a whole by its last request, so nobody reads half of one.</summary>
/// <param name="client">The one client of the process.</param>
/// <param name="containerPrefix">What the containers' names begin with, where the account is shared; empty for infra/'s own.</param>
public sealed class AzureBlobStore(BlobServiceClient client, string containerPrefix = "") : IBlobStore
{
    internal static readonly TimeSpan DefaultRetryAfter = TimeSpan.FromSeconds(2);

    /// <summary>The container's name in the storage account, after the prefix; infra/ creates these.</summary>
    public static string NameOf(BlobContainer container) => BlobNames.Of(container);

    /// <inheritdoc/>
    public Task WriteAsync(BlobContainer container, string name, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken)
    {
        BlobUploadOptions options = new() { HttpHeaders = new BlobHttpHeaders { ContentType = contentType } };
        return AskAsync(() => Blob(container, name).UploadAsync(BinaryData.FromBytes(content), options, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<OpenBlob?> OpenAsync(BlobContainer container, string name, CancellationToken cancellationToken)
    {
        try
        {
            Response<BlobDownloadStreamingResult> blob = await AskAsync(
                () => Blob(container, name).DownloadStreamingAsync(cancellationToken: cancellationToken), cancellationToken);
            BlobDownloadDetails details = blob.Value.Details;
            return new OpenBlob(new AzureBlobStream(blob.Value.Content), details.ContentLength, details.ContentType, details.LastModified);
        }
        catch (RequestFailedException e) when (e.ErrorCode == BlobErrorCode.BlobNotFound)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async Task<bool> DeleteAsync(BlobContainer container, string name, CancellationToken cancellationToken)
        => await AskAsync(() => Blob(container, name).DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<string> ListAsync(BlobContainer container, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using IAsyncEnumerator<BlobItem> blobs = Container(container).GetBlobsAsync(prefix: prefix, cancellationToken: cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await AskAsync(() => blobs.MoveNextAsync().AsTask(), cancellationToken))
        {
            yield return blobs.Current.Name;
        }
    }

    /// <inheritdoc/>
    /// <remarks>Nothing is to do: a blob is uploaded in one request, and one that broke leaves nothing.</remarks>
    public Task ScrubAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public async Task<string?> ProbeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await AskAsync(() => Container(BlobContainer.Generations).GetBlobClient("probe").ExistsAsync(cancellationToken), cancellationToken);
            return null;
        }
        catch (StoreUnavailableException e)
        {
            return e.Message;
        }
        catch (RequestFailedException e)
        {
            return $"Blob Storage answered {e.Status} ({e.ErrorCode}): check GridSteward:Blobs and the identity's role.";
        }
    }

    // the client has retried by then, within its bounds
    private static async Task<TResult> AskAsync<TResult>(Func<Task<TResult>> ask, CancellationToken cancellationToken)
    {
        try
        {
            return await ask();
        }
        catch (Exception e) when (Unavailable(e, cancellationToken) is { } unavailable)
        {
            throw unavailable;
        }
    }

    /// <summary>What to tell the caller of an exception that passes; null where it does not, or is of the caller's own wish.</summary>
    internal static StoreUnavailableException? Unavailable(Exception e, CancellationToken cancellationToken) => e switch
    {
        _ when cancellationToken.IsCancellationRequested => null,
        RequestFailedException { Status: 0 or 408 or 429 or 500 or 502 or 503 or 504 } failed
            => new StoreUnavailableException($"Blob Storage is unavailable ({failed.Status} {failed.ErrorCode}).", RetryAfter(failed), e),
        AggregateException several when several.InnerExceptions.All(i => i is RequestFailedException or IOException or OperationCanceledException or HttpRequestException)
            => new StoreUnavailableException("Blob Storage did not answer.", DefaultRetryAfter, e),
        OperationCanceledException => new StoreUnavailableException("Blob Storage did not answer in time.", DefaultRetryAfter, e),
        _ => null,
    };

    private static TimeSpan RetryAfter(RequestFailedException e)
        => e.GetRawResponse()?.Headers.TryGetValue("Retry-After", out string? text) == true && int.TryParse(text, CultureInfo.InvariantCulture, out int seconds) && seconds > 0
            ? TimeSpan.FromSeconds(seconds)
            : DefaultRetryAfter;

    private BlobContainerClient Container(BlobContainer container) => client.GetBlobContainerClient(containerPrefix + BlobNames.Of(container));

    private BlobClient Blob(BlobContainer container, string name) => Container(container).GetBlobClient(string.Join('/', BlobNames.Segments(name)));
}
