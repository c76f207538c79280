using System.Text.Json.Nodes;
using GridSteward.Domain;
using GridSteward.Functions.Access;
using GridSteward.Functions.Http;
using Microsoft.OpenApi;

namespace GridSteward.Functions.OpenApi;

/// <summary>The answers that say no: which of them a function can give follows from its declaration, and each is written once.</summary>
internal static class Refusals
{
    private static readonly Problems Example = new("4bf92f3577b34da6a3ce929d0e0e4736");

    /// <summary>By status: the name of its component, what it means, and one as the program writes it.</summary>
    public static IReadOnlyDictionary<int, (string Name, string Description, Answer Example)> All { get; } = new Dictionary<int, (string, string, Answer)>
    {
        [400] = ("BadInput", "What was sent is wrong; every fault is named with its place.", Example.Invalid([new("$.category", "Is missing."), new("query.colour", "Is not known; this takes no parameters.")])),
        [401] = ("NotSignedIn", "No valid bearer token was sent where one is needed, or the one that was sent is not valid.", Example.Make(401, "Sign in", "Sign in first.")),
        [403] = ("NotAllowed", "The caller's grants do not reach.", Example.Make(403, "Not allowed", "It needs ManageAreas on the whole jurisdiction.")),
        [404] = ("NotFound", "It is not there, or not for this caller to know of.", Example.NoJurisdiction("nowhere")),
        [409] = ("Conflict", "It clashes with what is there, or is not allowed in this state.", Of(new Outcome<int>.Conflict("The code 'B1' is already used."))),
        [412] = ("ChangedMeanwhile", "If-Match, or the version that the body names, is not the current one.", Of(new Outcome<int>.Stale("7"))),
        [413] = ("TooLarge", "It is over a stated limit.", Example.Make(413, "Too large", "At most 1048576 bytes.")),
        [415] = ("OtherContentType", "The body is not of a type that is taken here, or not in UTF-8.", Example.Make(415, "Unsupported content type", "'text/plain' is not taken here; send application/json in UTF-8.", [new("header.Content-Type", "Must be application/json.")])),
        [416] = ("NoSuchRange", "The file does not have the range that was asked for.", Answer.Empty(416)),
        [422] = ("KeyReused", "The Idempotency-Key was used with another request.", Of(new Outcome<int>.KeyReused())),
        [428] = ("IfMatchMissing", "If-Match must say which version is changed.", Example.Make(428, "If-Match is missing", "Say by If-Match which version you change.", [new("header.If-Match", "Is missing; it holds the ETag of the version you saw.")])),
        [429] = ("TooMany", "Too much of it came from this address or device in the last hour; Retry-After says when to come again.", Of(new Outcome<int>.Limited("At most 60 reports from one address in an hour.", TimeSpan.FromMinutes(7)))),
        [500] = ("Broken", "Something broke; it has been logged with the trace id.", Example.Make(500, "Something broke", "It has been logged; quote the trace id.")),
        [503] = ("Busy", "The store did not answer; what was sent may be sent again with the same Idempotency-Key.", Example.Make(503, "Busy", "The store did not answer; what was sent may be sent again with the same Idempotency-Key.")),
    };

    /// <summary>The statuses with which a function can refuse.</summary>
    public static IEnumerable<int> Of(HttpRoute route)
    {
        FunctionDeclaration declared = route.Declaration;
        IEnumerable<int> statuses =
        [
            400, 401, 500, 503,
            .. declared.Access is Access.Access.Anyone or Access.Access.SignedIn ? (int[])[] : [403],
            .. route.Parameters.Any() ? (int[])[404] : [],
            .. declared.Body is null ? (int[])[] : [413, 415],
            .. declared.TakesKey ? (int[])[422] : [],
            .. declared.WantsIfMatch ? (int[])[412, 428] : [],
            .. declared.IsLimited ? (int[])[429] : [],
            .. declared.AlsoRefuses,
        ];
        return statuses.Distinct().Order();
    }

    /// <summary>The bodies of a refusal by their media type; null where it has none.</summary>
    public static Dictionary<string, IOpenApiMediaType>? BodyOf(int status, IOpenApiSchema problem) => All[status].Example.Body.IsEmpty
        ? null
        : new() { ["application/problem+json"] = new OpenApiMediaType { Schema = problem, Example = JsonNode.Parse(All[status].Example.Body.Span) } };

    private static Answer Of(Outcome<int> outcome) => Example.Of(outcome, _ => Answer.Empty(204));
}
