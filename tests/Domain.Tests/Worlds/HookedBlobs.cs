using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Tests.Worlds;

/// <summary>The real blobs, with a place to act or to break before and after each write, and a count of what was opened.</summary>
public sealed class HookedBlobs(IBlobStore inner) : IBlobStore
{
    public Func<string, Task> BeforeWrite { get; set; } = _ => Task.CompletedTask;

    public Func<string, Task> AfterWrite { get; set; } = _ => Task.CompletedTask;

    public Func<string, Task> BeforeDelete { get; set; } = _ => Task.CompletedTask;

    public Func<string, Task> BeforeOpen { get; set; } = _ => Task.CompletedTask;

    /// <summary>The names opened, in order.</summary>
    public List<string> Opened { get; } = [];

    public async Task WriteAsync(BlobContainer container, string name, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken)
    {
        await BeforeWrite(name);
        await inner.WriteAsync(container, name, content, contentType, cancellationToken);
        await AfterWrite(name);
    }

    public async Task<OpenBlob?> OpenAsync(BlobContainer container, string name, CancellationToken cancellationToken)
    {
        await BeforeOpen(name);
        Opened.Add(name);
        return await inner.OpenAsync(container, name, cancellationToken);
    }

    public async Task<bool> DeleteAsync(BlobContainer container, string name, CancellationToken cancellationToken)
    {
        await BeforeDelete(name);
        return await inner.DeleteAsync(container, name, cancellationToken);
    }

    public IAsyncEnumerable<string> ListAsync(BlobContainer container, string prefix, CancellationToken cancellationToken)
        => inner.ListAsync(container, prefix, cancellationToken);

    public Task ScrubAsync(CancellationToken cancellationToken) => inner.ScrubAsync(cancellationToken);

    public Task<string?> ProbeAsync(CancellationToken cancellationToken) => inner.ProbeAsync(cancellationToken);
}
