using System.Text.Json.Serialization.Metadata;
using GridSteward.Domain.Storage;

namespace GridSteward.Functions.Http;

/// <summary>A page of a list: the items, and what to ask for the next page with.</summary>
public sealed record PageResponse<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Pages as answers.</summary>
public static class PageAnswers
{
    public static Answer ToAnswer<TDocument, TResponse>(this Page<TDocument> page, Func<TDocument, TResponse> map, JsonTypeInfo<PageResponse<TResponse>> json)
        where TDocument : Document
        => Answer.Json(new PageResponse<TResponse>([.. page.Items.Select(i => map(i.Value))], page.Next?.ToString()), json);
}
