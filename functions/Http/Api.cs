using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using GridSteward.Domain;
using GridSteward.Domain.Jurisdictions;
using GridSteward.Domain.People;
using GridSteward.Domain.Storage;
using GridSteward.Domain.Tracing;
using GridSteward.Functions.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace GridSteward.Functions.Http;

/// <summary>
/// What every HTTP function's body runs inside: checks the request against the function's declaration, reads who asks, and turns whatever
/// happens into one answer. The same under both runtimes, because neither's middleware is used.
/// </summary>
public sealed class Api(
    CallerReader callers, HeldPosts posts, JurisdictionDirectory directory, KeepJurisdictions jurisdictions, CorsHeaders cors, Guard guard, ILogger<Api> logger)
{
    /// <summary>Runs a function's body.</summary>
    /// <param name="request">The request.</param>
    /// <param name="context">The invocation; its function's name finds the declaration.</param>
    /// <param name="jurisdiction">The jurisdiction that the path names; null where it names none.</param>
    /// <param name="body">The function's own work.</param>
    public async Task<IResult> RunAsync(HttpRequest request, FunctionContext context, string? jurisdiction, Func<ApiCall, Task<Answer>> body)
    {
        FunctionDeclaration declaration = Declarations.Of(context.FunctionDefinition.Name);
        using TraceSpan span = TraceSpan.Begin(declaration.Name, ActivityKind.Server, ParentOf(request, context)).With("http.request.method", request.Method);
        string traceId = span.TraceId;
        var problems = new Problems(traceId);
        long began = Stopwatch.GetTimestamp();
        using OperationCharges charges = OperationCharges.Begin(declaration.Name);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, request.HttpContext.RequestAborted);
        Answer answer;
        try
        {
            answer = await guard.RunAsync(
                declaration.Name, problems, traceId, () => CheckAsync(declaration, request, jurisdiction, problems, traceId, body, linked.Token), linked.Token);
        }
        catch (OperationCanceledException) when (linked.IsCancellationRequested)
        {
            return Answer.Empty(StatusCodes.Status503ServiceUnavailable);
        }

        span.With("http.response.status_code", answer.Status);
        if (answer.Status >= StatusCodes.Status500InternalServerError)
        {
            span.Fail(answer.Status.ToString(CultureInfo.InvariantCulture));
        }

        // What was asked and by whom stays out: paths and queries hold references to people's things.
        logger.LogInformation(
            "{Function} {Status} in {Milliseconds:0} ms; trace {TraceId}", declaration.Name, answer.Status, Stopwatch.GetElapsedTime(began).TotalMilliseconds, traceId);
        cors.Apply(request, answer);
        return answer.With("X-Trace-Id", traceId);
    }

    /// <summary>Runs the body of a function that needs the settings of the path's jurisdiction; 404 where there is none.</summary>
    public Task<IResult> RunInAsync(HttpRequest request, FunctionContext context, string jurisdiction, Func<ApiCall, Jurisdiction, Task<Answer>> body)
        => RunAsync(request, context, jurisdiction, async call => await jurisdictions.FindAsync(jurisdiction, call.CancellationToken) is { Value: var settings }
            ? await body(call, settings)
            : call.Problems.NoJurisdiction(jurisdiction));

    private async Task<Answer> CheckAsync(
        FunctionDeclaration declaration, HttpRequest request, string? jurisdiction, Problems problems, string traceId, Func<ApiCall, Task<Answer>> body, CancellationToken cancellationToken)
    {
        Fault[] faults = declaration.Query is { } known ? [.. QueryInput.NameFaults(request.Query, [.. known.Select(q => q.Name)])] : [];
        if (faults.Length > 0)
        {
            return problems.Invalid(faults);
        }

        CallerReading reading = await ReadCallerAsync(declaration, request, cancellationToken);
        if (reading.Fault is { } fault)
        {
            return Unauthorized(problems, fault);
        }

        if (declaration.Access.Refuses(reading.Caller, jurisdiction) is { } why)
        {
            return reading.Caller.IsSignedIn ? problems.Make(StatusCodes.Status403Forbidden, "Not allowed", why) : Unauthorized(problems, why);
        }

        // After the question of access, so that nobody learns from a 404 what they may not see.
        if (jurisdiction is not null and not Jurisdiction.Unassigned && await directory.FindAsync(jurisdiction, cancellationToken) is null)
        {
            return problems.NoJurisdiction(jurisdiction!);
        }

        ReadOnlyMemory<byte> content = default;
        if (declaration.Body is { } declared)
        {
            string media = MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type) ? type.MediaType.ToString().ToLowerInvariant() : "";
            string? charset = type?.Charset.HasValue == true ? type.Charset.ToString().Trim('"') : null;
            if (declared.For(media) is not { } wanted || (charset is not null && !wanted.Charsets.Contains(charset, StringComparer.OrdinalIgnoreCase)))
            {
                string types = string.Join(" or ", declared.AllTypes);
                return problems.Make(
                    StatusCodes.Status415UnsupportedMediaType, "Unsupported content type",
                    $"'{request.ContentType}' is not taken here; send {types} in {string.Join(" or ", declared.Charsets).ToUpperInvariant()}.",
                    [new Fault("header.Content-Type", $"Must be {types}.")]);
            }

            if (request.Headers.ContentEncoding.ToString() is { Length: > 0 } coding && !coding.Equals("identity", StringComparison.OrdinalIgnoreCase))
            {
                return problems.Make(
                    StatusCodes.Status415UnsupportedMediaType, "Unsupported content coding", $"'{coding}' is not taken here; send the body as it is.",
                    [new Fault("header.Content-Encoding", "Must be identity, or left out.")]).With(HeaderNames.AcceptEncoding, "identity");
            }

            if (request.ContentLength > wanted.MaxBytes || await ReadAsync(request, wanted.MaxBytes, cancellationToken) is not { } read)
            {
                return problems.Make(StatusCodes.Status413PayloadTooLarge, "Too large", $"At most {wanted.MaxBytes} bytes.");
            }

            content = read;
        }

        // Who reaches a private case is asked of the caller alone; what makes its holder one is read here.
        Caller caller = jurisdiction is not null && declaration.Access is Access.Access.WithinJurisdiction { Needs: var needs } && Presets.ReachingReports.Contains(needs)
            ? await posts.AddAsync(reading.Caller, jurisdiction, cancellationToken)
            : reading.Caller;
        return await body(new ApiCall(request, declaration, caller, traceId, content, cancellationToken));
    }

    private async Task<CallerReading> ReadCallerAsync(FunctionDeclaration declaration, HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await callers.ReadAsync(request, cancellationToken);
        }
        catch (StoreUnavailableException) when (declaration.AnswersStrangers)
        {
            return new CallerReading(Caller.Nobody, null);
        }
    }

    private static Answer Unauthorized(Problems problems, string why)
        => problems.Make(StatusCodes.Status401Unauthorized, "Sign in", why).With(HeaderNames.WWWAuthenticate, "Bearer");

    /// <summary>The body, or null where it is over the limit.</summary>
    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, int maxBytes, CancellationToken cancellationToken)
    {
        // As much room as is read at once is left at the end, or a body whose length is known would be copied when the end is looked for.
        const int Part = 4096;
        var buffer = new ArrayBufferWriter<byte>((int)Math.Min(request.ContentLength ?? 0, maxBytes) + Part);
        while (true)
        {
            int read = await request.Body.ReadAsync(buffer.GetMemory(Part), cancellationToken);
            if (read == 0)
            {
                return buffer.WrittenMemory;
            }

            buffer.Advance(read);
            if (buffer.WrittenCount > maxBytes)
            {
                return null;
            }
        }
    }

    /// <summary>
    /// Where the request comes from: what its header says, else what the Functions host says. On the single box that is the server's own activity, which is exported by
    /// nobody: then the request begins a trace. A header that is there twice is none.
    /// </summary>
    private static ActivityContext ParentOf(HttpRequest request, FunctionContext context)
    {
        ActivityContext sent = request.Headers.TraceParent is [{ } parent] ? TraceText.Read(parent, request.Headers.TraceState.ToString()) : default;
        return sent != default || context.TraceContext.TraceParent == Activity.Current?.Id
            ? sent
            : TraceText.Read(context.TraceContext.TraceParent, context.TraceContext.TraceState);
    }
}
