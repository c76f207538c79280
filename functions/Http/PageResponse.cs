using System.Text.Json.Serialization.Metadata;
using GridSteward.Domain.Storage;

namespace GridSteward.Functions.Http;

/// <summary>A page of a list.</summary>
/// <param name="Items">The items, in the order of the list.</param>
/// <param name="Next">What to ask for the next page with; null on the last.</param>
public sealed record PageResponse<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Pages as answers.</summary>
public static class PageAnswers
{
    public static Answer ToAnswer<TDocument, TResponse>(this Page<TDocument> page, Func<TDocument, TResponse> map, JsonTypeInfo<PageResponse<TResponse>> json)
        where TDocument : Document
        => Answer.Json(new PageResponse<TResponse>([.. page.Items.Select(i => map(i.Value))], page.Next?.ToString()), json);

    /// <summary>A page of what lies in memory, ordered by code (ordinal).</summary>
    public static Answer ByCode<T, TResponse>(
        IEnumerable<T> ordered, Func<T, string> code, PageRequest page, Func<T, TResponse> map, JsonTypeInfo<PageResponse<TResponse>> json)
    {
        List<T> rest = [.. ordered.Where(i => page.After is null || string.CompareOrdinal(code(i), page.After.Id) > 0).Take(page.Limit + 1)];
        string? next = rest.Count > page.Limit ? new PageToken(null, code(rest[page.Limit - 1])).ToString() : null;
        return Answer.Json(new PageResponse<TResponse>([.. rest.Take(page.Limit).Select(map)], next), json);
    }

    /// <summary>A page of what lies in memory in an order of its own; each has a code. A page after what is not there any more is empty.</summary>
    public static Answer After<T>(IEnumerable<T> ordered, Func<T, string> code, PageRequest page, JsonTypeInfo<PageResponse<T>> json)
    {
        List<T> rest = [.. (page.After is { } after ? ordered.SkipWhile(i => code(i) != after.Id).Skip(1) : ordered).Take(page.Limit + 1)];
        string? next = rest.Count > page.Limit ? new PageToken(null, code(rest[page.Limit - 1])).ToString() : null;
        return Answer.Json(new PageResponse<T>([.. rest.Take(page.Limit)], next), json);
    }
}
