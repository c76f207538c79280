using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GridSteward.RealData;

/// <summary>What the server answered to a report.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Replayed">Whether it said that the report was there already.</param>
/// <param name="Jurisdiction">Where the report is kept.</param>
/// <param name="Id">The report's id; null where it was not acknowledged.</param>
/// <param name="Basis">What its place goes by.</param>
/// <param name="Place">Where the server says that it lies.</param>
/// <param name="Fingerprint">The hash of the whole answer with its ETag: equal where nothing has changed.</param>
/// <param name="Problem">What was said instead of an acknowledgement.</param>
internal sealed record Answered(int Status, bool Replayed, string Jurisdiction, string? Id, string Basis, Located? Place, string Fingerprint, string? Problem)
{
    /// <summary>The report's version when it was answered; null where it was not acknowledged.</summary>
    public string? ETag { get; private init; }

    public bool Acknowledged => Id is not null;

    /// <summary>The answer without what is looked for anew each time: which open reports nearby are like it.</summary>
    private static byte[] LastingOf(byte[] body)
    {
        JsonObject answer = JsonNode.Parse(body)!.AsObject();
        answer.Remove("similar");
        return Encoding.UTF8.GetBytes(answer.ToJsonString());
    }

    public static Answered Of(HttpResponseMessage response, byte[] body)
    {
        int status = (int)response.StatusCode;
        bool replayed = response.Headers.TryGetValues("Idempotent-Replayed", out var values) && values.Contains("true");
        if (status != 201)
        {
            return new Answered(status, replayed, "", null, "", null, "", Encoding.UTF8.GetString(body));
        }

        using JsonDocument answer = JsonDocument.Parse(body);
        JsonElement root = answer.RootElement;
        string jurisdiction = root.GetProperty("jurisdiction").GetString()!;
        JsonElement assignment = root.GetProperty("assignment");
        return new Answered(
            status, replayed, jurisdiction, root.GetProperty("id").GetString(), assignment.GetProperty("basis").GetString()!, Located.Of(jurisdiction, assignment),
            $"{response.Headers.ETag} {Convert.ToHexStringLower(SHA256.HashData(LastingOf(body)))}", null)
        {
            ETag = response.Headers.ETag?.ToString(),
        };
    }
}
