using Azure;
using System.Text;
using Azure.Storage.Blobs;
using GridSteward.Domain.Storage;
using GridSteward.Functions.Tests.Town;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.DependencyInjection;

namespace GridSteward.Functions.Tests.Privacy;

/// <summary>Looks for texts in whatever an engine has kept, byte by byte and in the forms in which texts are often written.</summary>
internal static class Traces
{
    /// <summary>A question that only this test asks: the program never asks more than one partition.</summary>
    public const string Everything = "SELECT * FROM everything";

    /// <summary>Where the texts are found: <c>{text}: {place}</c>.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> texts, IEnumerable<(string Place, byte[] Content)> kept)
    {
        var forms = texts.SelectMany(t => FormsOf(t).Select(f => (Text: t, Form: f))).ToList();
        return [.. kept.SelectMany(k => forms.Where(f => k.Content.AsSpan().IndexOf(f.Form) >= 0).Select(f => $"{f.Text}: {k.Place}")).Distinct()];
    }

    /// <summary>Every file below a folder, whole.</summary>
    public static IEnumerable<(string, byte[])> Files(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(path => new FileInfo(path).Length > 0).Select(path =>
    {
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] content = new byte[stream.Length];
        stream.ReadExactly(content);
        return (path, content);
    });

    /// <summary>Every document and every blob of a town on the Azure engine, as the service gives them.</summary>
    public static async Task<IReadOnlyList<(string, byte[])>> CloudAsync(TestTown town, string database)
    {
        List<(string, byte[])> kept = [];
        CosmosClient cosmos = town.Host.Get<CosmosClient>();
        foreach (Domain.Storage.Container container in Domain.Storage.Container.All)
        {
            using FeedIterator pages = cosmos.GetContainer(database, container.Name).GetItemQueryStreamIterator(Everything);
            while (pages.HasMoreResults)
            {
                using ResponseMessage page = await pages.ReadNextAsync(TestContext.Current.CancellationToken);
                using MemoryStream content = new();
                await page.Content.CopyToAsync(content, TestContext.Current.CancellationToken);
                kept.Add((container.Name, content.ToArray()));
            }
        }

        BlobServiceClient blobs = town.Host.Get<BlobServiceClient>();
        await foreach (var container in blobs.GetBlobContainersAsync(cancellationToken: TestContext.Current.CancellationToken))
        {
            BlobContainerClient client = blobs.GetBlobContainerClient(container.Name);
            await foreach (var blob in client.GetBlobsAsync(cancellationToken: TestContext.Current.CancellationToken))
            {
                try
                {
                    var content = await client.GetBlobClient(blob.Name).DownloadContentAsync(TestContext.Current.CancellationToken);
                    kept.Add(($"{container.Name}/{blob.Name}", content.Value.Content.ToArray()));
                }
                catch (RequestFailedException e) when (e.Status == 404)
                {
                    // Another town's, deleted since it was listed: towns share the blobs of one emulator.
                }
            }
        }

        return kept;
    }

    /// <summary>Every log line so far.</summary>
    public static IEnumerable<(string, byte[])> Logs(TestTown town) => town.Host.Logs.Lines.Select(l => ("log", Encoding.UTF8.GetBytes(l)));

    /// <summary>UTF-8, UTF-16, escaped as JSON does, percent-encoded, and base64 wherever in a longer text it may begin.</summary>
    private static IEnumerable<byte[]> FormsOf(string text)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(text);
        yield return utf8;
        yield return Encoding.Unicode.GetBytes(text);
        yield return Encoding.BigEndianUnicode.GetBytes(text);
        yield return Encoding.ASCII.GetBytes(string.Concat(text.Select(c => char.IsAscii(c) ? $"{c}" : $"\\u{(int)c:x4}")));
        yield return Encoding.ASCII.GetBytes(string.Concat(text.Select(c => char.IsAscii(c) ? $"{c}" : $"\\u{(int)c:X4}")));
        yield return Encoding.ASCII.GetBytes(Uri.EscapeDataString(text));
        for (int before = 0; before < 3; before++)
        {
            // without the characters that share bits with what stands before and after
            byte[] shifted = [.. new byte[before], .. utf8];
            string base64 = Convert.ToBase64String(shifted);
            int whole = shifted.Length / 3 * 4;
            yield return Encoding.ASCII.GetBytes(base64[(before == 0 ? 0 : before + 1)..whole]);
        }
    }
}
