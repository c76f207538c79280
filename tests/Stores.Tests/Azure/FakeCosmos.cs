using System.Net;
using System.Text;
using GridSteward.Domain.Storage;
using GridSteward.Stores.Azure;
using GridSteward.Stores.Tests.Kinds;
using Microsoft.Azure.Cosmos;
using Moq;
using CosmosContainer = Microsoft.Azure.Cosmos.Container;

namespace GridSteward.Stores.Tests.Azure;

/// <summary>A container of one document that fails as told: what no emulator does.</summary>
internal sealed class FakeCosmos
{
    private readonly Mock<CosmosContainer> container = new();
    private readonly Queue<Func<byte[]?, TransactionalBatchResponse>> answers = new();
    private byte[]? sentBody;

    public FakeCosmos()
    {
        Mock<TransactionalBatch> batch = new();
        batch.Setup(b => b.CreateItemStream(It.IsAny<Stream>(), It.IsAny<TransactionalBatchItemRequestOptions>())).Callback((Stream s, TransactionalBatchItemRequestOptions _) => Keep(s)).Returns(batch.Object);
        batch.Setup(b => b.UpsertItemStream(It.IsAny<Stream>(), It.IsAny<TransactionalBatchItemRequestOptions>())).Callback((Stream s, TransactionalBatchItemRequestOptions _) => Keep(s)).Returns(batch.Object);
        batch.Setup(b => b.DeleteItem(It.IsAny<string>(), It.IsAny<TransactionalBatchItemRequestOptions>())).Returns(batch.Object);
        batch.Setup(b => b.ExecuteAsync(It.IsAny<CancellationToken>())).Returns(() =>
        {
            Sent++;
            return Task.FromResult(answers.Dequeue()(sentBody));
        });
        container.Setup(c => c.CreateTransactionalBatch(It.IsAny<PartitionKey>())).Returns(batch.Object);
        container.Setup(c => c.ReadItemStreamAsync(It.IsAny<string>(), It.IsAny<PartitionKey>(), It.IsAny<ItemRequestOptions>(), It.IsAny<CancellationToken>()))
            .Returns(() =>
            {
                ReadTimes++;
                return Read is { } broken ? broken() : Task.FromResult(Found());
            });
        Mock<Database> database = new();
        database.Setup(d => d.GetContainer(TestKinds.Things.Name)).Returns(container.Object);
        Mock<CosmosClient> client = new();
        client.Setup(c => c.GetDatabase("db")).Returns(database.Object);
        Store = new CosmosDocumentStore(client.Object, "db", TestKinds.All, new CosmosPatience(3, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(1)));
    }

    public CosmosDocumentStore Store { get; }

    /// <summary>How often a batch was sent.</summary>
    public int Sent { get; private set; }

    /// <summary>How often a document was read.</summary>
    public int ReadTimes { get; private set; }

    /// <summary>The document as the container has it.</summary>
    public byte[]? Stored { get; set; }

    /// <summary>Answers reads instead.</summary>
    public Func<Task<ResponseMessage>>? Read { get; set; }

    /// <summary>The next batch happens and is answered so.</summary>
    public FakeCosmos Happens() => Then(body =>
    {
        Stored = body;
        return Answer(HttpStatusCode.OK, HttpStatusCode.Created);
    });

    /// <summary>The next batch happens and the answer is lost.</summary>
    public FakeCosmos HappensUnseen(Func<Exception> thrown) => Then(body =>
    {
        Stored = body;
        throw thrown();
    });

    /// <summary>The next batch does not happen and this is what is seen.</summary>
    public FakeCosmos Fails(HttpStatusCode status, TimeSpan? retryAfter = null) => Then(_ => Answer(status, status, retryAfter));

    /// <summary>The batch before this one happens only now, so that this one is refused.</summary>
    public FakeCosmos ArrivesLate(HttpStatusCode refused) => Then(body =>
    {
        Stored = body;
        return Answer(refused, refused);
    });

    public FakeCosmos FailsWith(Func<Exception> thrown) => Then(_ => throw thrown());

    private FakeCosmos Then(Func<byte[]?, TransactionalBatchResponse> answer)
    {
        answers.Enqueue(answer);
        return this;
    }

    private void Keep(Stream body)
    {
        using MemoryStream copy = new();
        body.CopyTo(copy);
        sentBody = copy.ToArray();
    }

    private ResponseMessage Found()
    {
        if (Stored is null)
        {
            return new ResponseMessage(HttpStatusCode.NotFound);
        }

        string body = Encoding.UTF8.GetString(Stored);
        return new ResponseMessage(HttpStatusCode.OK) { Content = new MemoryStream(Encoding.UTF8.GetBytes(body[..^1] + ",\"_etag\":\"\\\"e1\\\"\"}")) };
    }

    private static TransactionalBatchResponse Answer(HttpStatusCode whole, HttpStatusCode operation, TimeSpan? retryAfter = null)
    {
        Mock<TransactionalBatchOperationResult> result = new();
        result.SetupGet(r => r.StatusCode).Returns(operation);
        result.SetupGet(r => r.ETag).Returns("\"e1\"");
        Mock<TransactionalBatchResponse> response = new();
        response.SetupGet(r => r.StatusCode).Returns(whole);
        response.SetupGet(r => r.IsSuccessStatusCode).Returns((int)whole < 300);
        response.SetupGet(r => r.RetryAfter).Returns(retryAfter);
        response.SetupGet(r => r.Count).Returns(1);
        response.Setup(r => r[0]).Returns(result.Object);
        return response.Object;
    }
}
