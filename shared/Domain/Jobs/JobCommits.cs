using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Jobs;

/// <summary>How jobs write what they decided on what they read.</summary>
public static class JobCommits
{
    /// <summary>Commits a batch, or gives the slice up.</summary>
    /// <exception cref="JobLostException">Something the batch wants is no longer as it was read.</exception>
    public static async Task<CommitOutcome> CommitOrLoseAsync(this IDocumentStore store, Batch batch, CancellationToken cancellationToken)
    {
        CommitOutcome outcome = await store.CommitAsync(batch, cancellationToken);
        return outcome.Committed ? outcome : throw new JobLostException($"{outcome.FailedId} is no longer as it was read.");
    }
}
