using System.Net.Http.Headers;

namespace GridSteward.Tests.Emulators;

/// <summary>Single-document requests in the place and partition of a batch request.</summary>
internal sealed class EmulatorDocuments(HttpRequestMessage batch, Func<HttpRequestMessage, Task<HttpResponseMessage>> send)
{
    private readonly string partition = CosmosRequest.Header(batch, CosmosRequest.PartitionKey)!;

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string? id, byte[]? body, params (string Name, string? Value)[] headers)
    {
        string path = batch.RequestUri!.AbsolutePath.TrimEnd('/') + (id is null ? string.Empty : "/" + Uri.EscapeDataString(id));
        using HttpRequestMessage request = new(method, new Uri(batch.RequestUri, path));
        request.Headers.TryAddWithoutValidation(CosmosRequest.PartitionKey, partition);
        foreach ((string name, string? value) in headers)
        {
            if (value is not null)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        return await send(request);
    }

    public async Task<byte[]?> ReadAsync(string id)
    {
        using HttpResponseMessage response = await SendAsync(HttpMethod.Get, id, null);
        return response.IsSuccessStatusCode ? await response.Content.ReadAsByteArrayAsync() : null;
    }

    public async Task RestoreAsync(string id, byte[]? before)
    {
        using HttpResponseMessage response = before is null
            ? await SendAsync(HttpMethod.Delete, id, null)
            : await SendAsync(HttpMethod.Post, null, before, (CosmosRequest.IsUpsert, "True"));
        response.EnsureSuccessStatusCode();
    }
}
