namespace GridSteward.Domain.Storage;

/// <summary>Common ways with blobs.</summary>
public static class BlobStoreExtensions
{
    /// <summary>Deletes every blob whose name begins with the prefix.</summary>
    public static async Task DeleteAllAsync(this IBlobStore blobs, BlobContainer container, string prefix, CancellationToken cancellationToken)
    {
        List<string> names = [];
        await foreach (string name in blobs.ListAsync(container, prefix, cancellationToken))
        {
            names.Add(name);
        }

        foreach (string name in names)
        {
            await blobs.DeleteAsync(container, name, cancellationToken);
        }
    }
}
