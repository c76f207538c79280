using System.Net;
using System.Text.Json;
using GridSteward.Domain.Storage;
using Microsoft.Azure.Cosmos;
using CosmosContainer = Microsoft.Azure.Cosmos.Container;

namespace GridSteward.Stores.Azure;

/// <summary>
/// One batch, carried to an answer. Each document it writes bears the commit's mark, so when no answer comes, reading a document back
/// says whether the batch happened: if it did, it is committed; if not, it is sent again, within the bounds of the patience.
/// </summary>
/// <remarks>
/// Where it cannot tell: a batch of deletions only leaves nothing to read (then the caller is told that the store is unavailable
/// rather than a guess), and another writer that replaces our document between the lost answer and the reading hides the mark (then a
/// creation is told <see cref="CommitStatus.Exists"/>, a replacement <see cref="CommitStatus.Changed"/>: the caller reads again, as for
/// any lost race). A document that the batch creates is read in preference, being the least likely to have been written over since.
/// </remarks>
internal sealed class CosmosCommit(CosmosContainer container, Batch batch, CosmosPatience patience)
{
    // a version that no document has: the next write with it is told Changed
    private const string Superseded = "\"superseded\"";

    private readonly string mark = Guid.NewGuid().ToString("N");
    private readonly PartitionKey partition = new(batch.Partition);

    public async Task<CommitOutcome> RunAsync(CancellationToken cancellationToken)
    {
        using CosmosTries tries = new(patience, cancellationToken);
        Exception? uncertain = null;
        while (true)
        {
            try
            {
                CommitOutcome outcome = await SendAsync(tries.Token);

                // a refusal may be of our own batch: one that arrived late, or one that the SDK sent again by itself
                return outcome.Committed ? outcome : await HappenedAsync(tries.Token) ?? Refused(outcome, uncertain);
            }
            catch (Exception e) when (CosmosErrors.IsThrottled(e))
            {
                await tries.WaitAsync(e);
                continue;
            }
            catch (Exception e) when (CosmosErrors.Passes(e, cancellationToken))
            {
                uncertain = e;
            }

            try
            {
                if (await HappenedAsync(tries.Token) is { } happened)
                {
                    return happened;
                }
            }
            catch (Exception e) when (CosmosErrors.Passes(e, cancellationToken))
            {
                // then the refusal of the next one leads here again
            }

            await tries.WaitAsync(uncertain);
        }
    }

    /// <exception cref="CosmosAnswerException">An answer that does not tell.</exception>
    private async Task<CommitOutcome> SendAsync(CancellationToken cancellationToken)
    {
        using TransactionalBatchResponse response = await Build().ExecuteAsync(cancellationToken);
        if (response.IsSuccessStatusCode)
        {
            return new CommitOutcome(CommitStatus.Committed, [.. batch.Operations.Select((o, i) => o.Verb == BatchVerb.Delete ? string.Empty : response[i].ETag)]);
        }

        int failed = Enumerable.Range(0, Math.Min(response.Count, batch.Operations.Count))
            .FirstOrDefault(i => response[i].StatusCode is not (HttpStatusCode.FailedDependency or HttpStatusCode.OK or HttpStatusCode.Created or HttpStatusCode.NoContent), -1);
        HttpStatusCode status = failed < 0 ? response.StatusCode : response[failed].StatusCode;
        if (CosmosErrors.Passes(status))
        {
            throw new CosmosAnswerException(status, response.RetryAfter);
        }

        CommitStatus? refused = (status, failed < 0 ? null : (BatchVerb?)batch.Operations[failed].Verb) switch
        {
            (HttpStatusCode.Conflict, BatchVerb.Create) => CommitStatus.Exists,
            (HttpStatusCode.PreconditionFailed, BatchVerb.Replace or BatchVerb.Delete) => CommitStatus.Changed,
            (HttpStatusCode.NotFound, BatchVerb.Replace or BatchVerb.Delete) => CommitStatus.Missing,
            _ => null,
        };
        return refused is { } known
            ? new CommitOutcome(known, [], batch.Operations[failed].Id)
            : throw new CosmosException($"The batch was refused: {response.ErrorMessage}", status, 0, response.ActivityId, response.RequestCharge);
    }

    private TransactionalBatch Build()
    {
        TransactionalBatch sent = container.CreateTransactionalBatch(partition);
        foreach (BatchOperation operation in batch.Operations)
        {
            TransactionalBatchItemRequestOptions item = new() { IfMatchEtag = operation.ETag, EnableContentResponseOnWrite = false };
            sent = operation.Verb switch
            {
                BatchVerb.Create => sent.CreateItemStream(CosmosBodies.Marked(operation.Body, mark), item),
                BatchVerb.Replace => sent.ReplaceItemStream(operation.Id, CosmosBodies.Marked(operation.Body, mark), item),
                BatchVerb.Upsert => sent.UpsertItemStream(CosmosBodies.Marked(operation.Body, mark), item),
                _ => sent.DeleteItem(operation.Id, item),
            };
        }

        return sent;
    }

    // null: it has not happened, or nothing is left to tell by
    private async Task<CommitOutcome?> HappenedAsync(CancellationToken cancellationToken)
    {
        BatchOperation? witness = batch.Operations.FirstOrDefault(o => o.Verb == BatchVerb.Create) ?? batch.Operations.FirstOrDefault(o => o.Verb != BatchVerb.Delete);
        if (witness is null || await MarkedETagAsync(witness, cancellationToken) is null)
        {
            return null;
        }

        List<string> etags = [];
        foreach (BatchOperation operation in batch.Operations)
        {
            etags.Add(operation.Verb == BatchVerb.Delete ? string.Empty : await MarkedETagAsync(operation, cancellationToken) ?? Superseded);
        }

        return new CommitOutcome(CommitStatus.Committed, etags);
    }

    private async Task<string?> MarkedETagAsync(BatchOperation operation, CancellationToken cancellationToken)
    {
        using JsonDocument? document = await CosmosReader.FindAsync(container, batch.Partition, operation.Id, cancellationToken);
        return document is not null && CosmosBodies.Text(document.RootElement, CosmosBodies.CommitMember) == mark
            ? CosmosBodies.Text(document.RootElement, "_etag")
            : null;
    }

    private CommitOutcome Refused(CommitOutcome outcome, Exception? uncertain)
        => uncertain is not null && batch.Operations.All(o => o.Verb == BatchVerb.Delete) ? throw CosmosErrors.Unavailable(uncertain) : outcome;
}
