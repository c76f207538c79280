using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization.Metadata;
using GridSteward.Domain.People;
using GridSteward.Functions.Http;
using GridSteward.Geo;
using Microsoft.AspNetCore.Http;

namespace GridSteward.Functions.Access;

/// <summary>The words in which declarations are written, for <c>using static</c>: who may, what is done, what is taken.</summary>
public static class Declare
{
    private const int JsonBytes = 1024 * 1024;

    public static Access Anyone { get; } = new Access.Anyone();

    public static Access SignedIn { get; } = new Access.SignedIn();

    /// <summary>The parameters of every list that comes in pages.</summary>
    public static IReadOnlyList<QueryParameter> Paging { get; } =
    [
        Limit(100, 1000),
        new("next", "What the page before gave as its next; left out for the first page.", new QueryForm.Text(2000), null),
    ];

    /// <summary>A body as the serializer writes it.</summary>
    public static BodyForm Written(Func<ApiJson, JsonTypeInfo> of) => new BodyForm.Written(() => of(ApiJson.Default));

    public static Access OnDeployment(Capability needs) => new Access.OnDeployment(needs);

    public static Access OnJurisdiction(Capability needs) => new Access.OnJurisdiction(needs);

    public static Access Within(Capability needs) => new Access.WithinJurisdiction(needs);

    /// <summary>Shows what is worked out as it is asked for.</summary>
    public static FunctionDeclaration Get(string name, Access access, string summary, BodyForm answer, params IReadOnlyList<QueryParameter> query)
        => new(name, access, summary) { Query = query, Answers = [new(StatusCodes.Status200OK, answer)] };

    /// <summary>Shows one thing that has a version.</summary>
    public static FunctionDeclaration One(string name, Access access, string summary, BodyForm answer)
        => new(name, access, summary) { Answers = [new(StatusCodes.Status200OK, answer) { HasETag = true }] };

    /// <summary>Shows a list in pages.</summary>
    public static FunctionDeclaration List(string name, Access access, string summary, BodyForm page, params IReadOnlyList<QueryParameter> query)
        => new(name, access, summary) { Query = [.. query, .. Paging], Answers = [new(StatusCodes.Status200OK, page)] };

    /// <summary>Makes something, once per Idempotency-Key; 409 where its code is taken.</summary>
    public static FunctionDeclaration Create(string name, Access access, string summary, BodyDeclaration body, BodyForm answer)
        => new(name, access, summary)
        {
            Body = body,
            TakesKey = true,
            Answers = [new(StatusCodes.Status201Created, answer) { HasETag = true, HasLocation = true }],
            AlsoRefuses = [StatusCodes.Status409Conflict],
        };

    /// <summary>Changes something in the version that If-Match names.</summary>
    public static FunctionDeclaration Change(string name, Access access, string summary, BodyDeclaration body, BodyForm answer)
        => new(name, access, summary)
        {
            Body = body,
            WantsIfMatch = true,
            Answers = [new(StatusCodes.Status200OK, answer) { HasETag = true }],
        };

    /// <summary>Removes something in the version that If-Match names; 409 where other things still need it.</summary>
    public static FunctionDeclaration Remove(string name, Access access, string summary)
        => new(name, access, summary)
        {
            WantsIfMatch = true,
            Answers = [new(StatusCodes.Status204NoContent, null)],
            AlsoRefuses = [StatusCodes.Status409Conflict],
        };

    /// <summary>Orders a job, once per Idempotency-Key: 202 with the place where it can be watched.</summary>
    public static FunctionDeclaration Order(string name, Access access, string summary)
        => new(name, access, summary)
        {
            TakesKey = true,
            Answers = [new(StatusCodes.Status202Accepted, Written(j => j.JobResponse)) { HasETag = true, HasLocation = true }],
        };

    /// <summary>The id that stands in examples for one of a kind, named as its path names it: <c>stewards</c>.</summary>
    public static string ExampleId(string plural) => $"0196e0c0-0000-7000-8000-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(plural)))[..12]}";

    /// <summary>A JSON object as its reader takes it.</summary>
    public static BodyDeclaration Json<T>(Func<JsonInput, T> reader, string example)
        => new(new BodyForm.ReadBy(input => _ = reader(input), typeof(T)), JsonBytes, example, "application/json");

    public static QueryParameter Text(string name, string description, string example) => new(name, description, new QueryForm.Text(), example);

    /// <summary>A moment of the past; the example is a day.</summary>
    public static QueryParameter AsOf(string name, string description) => new(name, description, new QueryForm.Text(40), "2026-05-04");

    /// <summary>As things stood at a moment of the past.</summary>
    public static QueryParameter AsOf(string what) => AsOf("asOf", $"{what} as recorded at this moment of the past, or when this day ended in the jurisdiction's zone.");

    public static QueryParameter Number(string name, string description, string example) => new(name, description, new QueryForm.Number(), example);

    public static QueryParameter Flag(string name, string description) => new(name, description, new QueryForm.Flag(), "true");

    public static QueryParameter Choice<T>(string name, string description)
        where T : struct, Enum
        => new(name, description, QueryForm.Choice.Of<T>(), null) { ShowsFirst = true };

    public static QueryParameter Choices<T>(string name, string description)
        where T : struct, Enum
        => new(name, description, QueryForm.Choices.Of<T>(), null) { ShowsFirst = true };

    /// <summary>The tag of a coordinate system, as <c>coordinateSystem</c>.</summary>
    public static QueryParameter InSystem(string description)
        => new("coordinateSystem", description, new QueryForm.Choice(() => [.. CoordinateSystems.All.Select(s => s.Tag)]), CoordinateSystem.Wgs84.Tag);

    public static QueryParameter Box(string description) => new("bbox", description, new QueryForm.Box(), "113.5,34.8,113.6,34.83");

    public static QueryParameter WholeNumber(string name, string description, int min, int max, string example)
        => new(name, description, new QueryForm.WholeNumber(min, max, null), example);

    public static QueryParameter Limit(int most, int max) => new("limit", "At most so many.", new QueryForm.WholeNumber(1, max, most), "100");
}
