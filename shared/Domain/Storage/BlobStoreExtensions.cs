namespace GridSteward.Domain.Storage;

/// <summary>Common ways with blobs.</summary>
public static class BlobStoreExtensions
{
    /// <summary>Deletes every blob whose name begins with the prefix.</summary>
    public static async Task DeleteAllAsync(this IBlobStore blobs, BlobContainer container, string prefix, CancellationToken cancellationToken)
    {
        // All names first: engines need not bear it when what they list goes away meanwhile.
        foreach (string name in await blobs.ListAsync(container, prefix, cancellationToken).ToListAsync(cancellationToken))
        {
            await blobs.DeleteAsync(container, name, cancellationToken);
        }
    }
}
