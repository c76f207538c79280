using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using GridSteward.Functions.Access;
using GridSteward.Functions.Http;
using Microsoft.OpenApi;

namespace GridSteward.Functions.OpenApi;

/// <summary>Writes each function's operation from its route and its declaration.</summary>
internal sealed class Operations(OpenApiDocument document, Schemas schemas)
{
    public const string Bearer = "bearer";

    public OpenApiOperation Of(HttpRoute route, string tag)
    {
        FunctionDeclaration declared = route.Declaration;
        return new OpenApiOperation
        {
            OperationId = declared.Name,
            Tags = new HashSet<OpenApiTagReference> { new(tag, document) },
            Summary = declared.Summary,
            Description = DescriptionOf(declared),
            Parameters = ParametersOf(route),
            RequestBody = declared.Body is { } body ? BodyOf(declared.Name, body) : null,
            Responses = ResponsesOf(route),
            Security = SecurityOf(declared),
        };
    }

    private static string DescriptionOf(FunctionDeclaration declared)
        => string.Join(' ', new[]
        {
            declared.Access.Words,
            declared.Details,
            declared.Body is { } body ? string.Create(CultureInfo.InvariantCulture, $"The body holds at most {body.MaxBytes} bytes.") : null,
        }.Where(s => s is not null));

    private List<IOpenApiParameter> ParametersOf(HttpRoute route)
    {
        FunctionDeclaration declared = route.Declaration;
        return
        [
            .. route.Parameters.Select(p => PathParameters.Of(p.Noun, p.Name)),
            .. declared.Query!.Select(QueryParameters.Of),
            .. Header("IdempotencyKey", declared.TakesKey),
            .. Header("DeviceId", declared.IsLimited),
            .. Header("IfMatch", declared.WantsIfMatch),
            .. Header("IfNoneMatch", CanBeUnchanged(route)),
        ];
    }

    private IEnumerable<IOpenApiParameter> Header(string name, bool applies) => applies ? [new OpenApiParameterReference(name, document)] : [];

    private static bool CanBeUnchanged(HttpRoute route) => route.Methods.Contains(HttpMethod.Get) && route.Declaration.Answers.Any(a => a.HasETag);

    private OpenApiRequestBody BodyOf(string function, BodyDeclaration body)
    {
        return new OpenApiRequestBody
        {
            Required = true,

            // Of lines, the form of one; OpenAPI has no word for a row of them.
            Content = body.AllTypes.ToDictionary(t => t, t => (IOpenApiMediaType)(body.ContentTypes.Contains(t) ? MediaOf(function + "Body", body) : MediaOf(function + "Line", body.Line!))),
        };
    }

    private OpenApiMediaType MediaOf(string name, BodyDeclaration body)
    {
        if (body.Form is BodyForm.ReadBy form)
        {
            document.Components!.Schemas![name] = BodySchemas.Of(JsonInput.FormOf(form.Reader), form.Result);
        }

        return new OpenApiMediaType { Schema = SchemaOf(body.Form, name), Example = body.Example is { } json ? JsonNode.Parse(json) : null };
    }

    private IOpenApiSchema SchemaOf(BodyForm form, string name) => form switch
    {
        BodyForm.Written written => schemas.Of(written.Json),
        BodyForm.ReadBy => new OpenApiSchemaReference(name, document),
        BodyForm.GeoJson geo => new OpenApiSchemaReference(geo.Schema, document),
        BodyForm.Binary => new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" },
        BodyForm.AnyObject => new OpenApiSchema { Type = JsonSchemaType.Object },
        _ => throw new UnreachableException(),
    };

    private OpenApiResponses ResponsesOf(HttpRoute route)
    {
        FunctionDeclaration declared = route.Declaration;
        SortedDictionary<int, IOpenApiResponse> responses = [];
        foreach (int status in Refusals.Of(route))
        {
            responses[status] = new OpenApiResponseReference(Refusals.All[status].Name, document);
        }

        foreach (AnswerDeclaration answer in declared.Answers)
        {
            OpenApiResponse response = AnswerOf(declared, answer);
            if (responses.ContainsKey(answer.Status))
            {
                foreach (var (type, body) in Refusals.BodyOf(answer.Status, new OpenApiSchemaReference("Problem", document)) ?? [])
                {
                    response.Content![type] = body;
                }
            }

            responses[answer.Status] = response;
        }

        if (CanBeUnchanged(route))
        {
            responses[304] = new OpenApiResponse { Description = "The client has the current version.", Headers = Headers.For(document, "ETag") };
        }

        var all = new OpenApiResponses();
        foreach (var (status, response) in responses)
        {
            all[status.ToString(CultureInfo.InvariantCulture)] = response;
        }

        return all;
    }

    private OpenApiResponse AnswerOf(FunctionDeclaration declared, AnswerDeclaration answer) => new()
    {
        Description = answer.Status switch { 201 => "It is made.", 202 => "It will be done.", 204 => "It is done.", 206 => "The range asked for.", 503 => "It cannot work.", _ => "As asked." },
        Headers = Headers.For(
            document,
            [.. answer.HasETag ? (string[])["ETag"] : [], .. answer.HasLocation ? (string[])["Location"] : [], .. declared.TakesKey ? (string[])["Idempotent-Replayed"] : []]),
        Content = answer.Form is null ? null : Contents(declared, answer).ToDictionary(),
    };

    private IEnumerable<(string Type, IOpenApiMediaType Media)> Contents(FunctionDeclaration declared, AnswerDeclaration answer)
    {
        yield return (answer.ContentType, new OpenApiMediaType { Schema = SchemaOf(answer.Form!, declared.Name + "Answer") });
        if (answer.Line is { } line)
        {
            yield return (BodyDeclaration.LineTypes[0], new OpenApiMediaType { Schema = SchemaOf(line, declared.Name + "AnswerLine") });
        }
    }

    /// <summary>Where nobody need be signed in a token is still read: it may show more, and a wrong one is refused.</summary>
    private List<OpenApiSecurityRequirement> SecurityOf(FunctionDeclaration declared)
    {
        var bearer = new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] };
        return declared.Access is Access.Access.Anyone ? [[], bearer] : [bearer];
    }
}
