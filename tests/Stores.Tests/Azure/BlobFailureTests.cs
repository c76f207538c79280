using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using GridSteward.Domain.Storage;
using GridSteward.Stores.Azure;
using Moq;

namespace GridSteward.Stores.Tests.Azure;

public sealed class BlobFailureTests
{
    private readonly Mock<BlobClient> blob = new();
    private readonly AzureBlobStore store;

    public BlobFailureTests()
    {
        Mock<BlobContainerClient> container = new();
        container.Setup(c => c.GetBlobClient(It.IsAny<string>())).Returns(blob.Object);
        Mock<BlobServiceClient> service = new();
        service.Setup(s => s.GetBlobContainerClient("coverage")).Returns(container.Object);
        service.Setup(s => s.GetBlobContainerClient("generations")).Returns(container.Object);
        store = new AzureBlobStore(service.Object);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Passing => ["503", "429", "network", "time-out"];

    [Theory]
    [MemberData(nameof(Passing))]
    public async Task What_passes_is_unavailable(string failure)
    {
        Exception thrown = failure switch
        {
            "503" => new RequestFailedException(503, "busy", "ServerBusy", null),
            "429" => new RequestFailedException(429, "slow down"),
            "network" => new AggregateException(new RequestFailedException(0, "reset"), new IOException("reset")),
            _ => new OperationCanceledException(),
        };
        blob.Setup(b => b.UploadAsync(It.IsAny<BinaryData>(), It.IsAny<BlobUploadOptions>(), It.IsAny<CancellationToken>())).ThrowsAsync(thrown);
        blob.Setup(b => b.DownloadStreamingAsync(It.IsAny<BlobDownloadOptions>(), It.IsAny<CancellationToken>())).ThrowsAsync(thrown);
        blob.Setup(b => b.ExistsAsync(It.IsAny<CancellationToken>())).ThrowsAsync(thrown);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.WriteAsync(BlobContainer.Coverage, "a", new byte[1], "a/b", Ct));
        StoreUnavailableException e = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.OpenAsync(BlobContainer.Coverage, "a", Ct));
        Assert.True(e.RetryAfter > TimeSpan.Zero);
        Assert.NotNull(await store.ProbeAsync(Ct));
    }

    [Fact]
    public async Task A_missing_container_is_an_error_and_not_a_missing_blob()
    {
        RequestFailedException thrown = new(404, "no container", "ContainerNotFound", null);
        blob.Setup(b => b.DownloadStreamingAsync(It.IsAny<BlobDownloadOptions>(), It.IsAny<CancellationToken>())).ThrowsAsync(thrown);
        await Assert.ThrowsAsync<RequestFailedException>(() => store.OpenAsync(BlobContainer.Coverage, "a", Ct));
    }

    [Fact]
    public async Task Refused_access_is_told_by_the_probe_with_the_setting()
    {
        blob.Setup(b => b.ExistsAsync(It.IsAny<CancellationToken>())).ThrowsAsync(new RequestFailedException(403, "no", "AuthorizationPermissionMismatch", null));
        Assert.Contains("GridSteward:Blobs", await store.ProbeAsync(Ct), StringComparison.Ordinal);
    }
}
