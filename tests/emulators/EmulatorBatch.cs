using System.Globalization;
using System.Net;
using System.Text.Json;

namespace GridSteward.Tests.Emulators;

/// <summary>
/// A transactional batch for the emulator, which knows none: the operations one by one, undone when one fails. (The undoing gives what
/// was there new ETags; Cosmos DB would not. See <c>EmulatorGaps</c>.)
/// </summary>
internal static class EmulatorBatch
{
    public static async Task<HttpResponseMessage> RunAsync(
        HttpRequestMessage request, Func<HttpRequestMessage, Task<HttpResponseMessage>> send, CancellationToken cancellationToken)
    {
        List<BatchRow> rows = await BatchRows.DecodeAsync(await request.Content!.ReadAsStreamAsync(cancellationToken));
        EmulatorDocuments documents = new(request, send);
        Stack<Func<Task>> undo = new();
        bool failed = false;
        foreach (BatchRow row in rows)
        {
            if (failed)
            {
                row.Status = (int)HttpStatusCode.FailedDependency;
                continue;
            }

            string id = row.Id ?? IdOf(row.Body!);
            byte[]? before = await documents.ReadAsync(id);
            using HttpResponseMessage response = row.Type switch
            {
                BatchRow.Create => await documents.SendAsync(HttpMethod.Post, null, row.Body),
                BatchRow.Delete => await documents.SendAsync(HttpMethod.Delete, id, null, ("If-Match", row.IfMatch)),
                BatchRow.Replace => await documents.SendAsync(HttpMethod.Put, id, row.Body, ("If-Match", row.IfMatch)),
                BatchRow.Upsert => await documents.SendAsync(HttpMethod.Post, null, row.Body, (CosmosRequest.IsUpsert, "True")),
                _ => throw new NotSupportedException($"The stores send no batch operation of type {row.Type}."),
            };
            row.Status = (int)response.StatusCode;
            failed = !response.IsSuccessStatusCode;
            row.ETag = !failed && response.Headers.TryGetValues("etag", out IEnumerable<string>? etags) ? etags.First() : null;
            if (!failed)
            {
                undo.Push(() => documents.RestoreAsync(id, before));
            }
        }

        if (failed)
        {
            await UndoAsync(undo, rows);
        }

        HttpResponseMessage answer = new(failed ? HttpStatusCode.MultiStatus : HttpStatusCode.OK)
        {
            RequestMessage = request,
            Content = new ByteArrayContent(await BatchRows.EncodeAsync(rows)),
        };
        answer.Headers.TryAddWithoutValidation("x-ms-request-charge", rows.Count.ToString(CultureInfo.InvariantCulture));
        answer.Headers.TryAddWithoutValidation("x-ms-activity-id", Guid.NewGuid().ToString());
        return answer;
    }

    private static async Task UndoAsync(Stack<Func<Task>> undo, List<BatchRow> rows)
    {
        while (undo.TryPop(out Func<Task>? step))
        {
            await step();
        }

        foreach (BatchRow row in rows.Where(r => r.Status < 400))
        {
            row.Status = (int)HttpStatusCode.FailedDependency;
            row.ETag = null;
        }
    }

    private static string IdOf(byte[] body)
    {
        using JsonDocument document = JsonDocument.Parse(body);
        return document.RootElement.GetProperty("id").GetString()!;
    }
}
