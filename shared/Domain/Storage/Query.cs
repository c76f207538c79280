using GridSteward.Geo;

namespace GridSteward.Domain.Storage;

/// <summary>One condition of a query. Conditions are joined by AND.</summary>
public abstract record Filter
{
    private Filter()
    {
    }

    /// <summary>The scalar field equals the value (a string, a number or a boolean); types never mix, and numbers are doubles.</summary>
    public sealed record Equal(string Path, object Value) : Filter;

    /// <summary>The scalar field is not true: it is false, something else, or not there, as in documents from before there was the field.</summary>
    public sealed record NotTrue(string Path) : Filter;

    /// <summary>The scalar field equals one of at most 100 strings; none matches nothing.</summary>
    public sealed record OneOf(string Path, IReadOnlyList<string> Values) : Filter;

    /// <summary>The array field has at least one of at most 100 strings; none matches nothing.</summary>
    public sealed record HasAny(string Path, IReadOnlyList<string> Values) : Filter;

    /// <summary>The scalar field lies in the half-open range [from, before); a null bound is open, two are no condition. Strings compare by UTF-8 bytes.</summary>
    public sealed record Range(string Path, object? From, object? Before) : Filter;

    /// <summary>
    /// At least every document whose last write came after the mark, and perhaps more: all, where the mark is of another database. What is deleted is not there to be
    /// found; whoever deletes a document of such a kind leaves a <see cref="Changes.Deletion"/>.
    /// </summary>
    public sealed record Since(string Mark) : Filter;

    /// <summary>The kind's location meets the box, boundary included (degrees, WGS-84; the box may cross the antimeridian).</summary>
    public sealed record InBox(GeoBox Box) : Filter;
}

/// <summary>
/// A question to one partition of one container. Engines answer it alike: same documents, same order, same pages.
/// Build it with <see cref="DocumentKind{T}.In"/>.
/// </summary>
public sealed record Query<T>
    where T : Document
{
    internal Query(DocumentKind<T> kind, string partition)
    {
        ArgumentException.ThrowIfNullOrEmpty(partition);
        Kind = kind;
        Partition = partition;
    }

    /// <summary>What is asked for.</summary>
    public DocumentKind<T> Kind { get; }

    /// <summary>The one partition that is asked.</summary>
    public string Partition { get; }

    /// <summary>All of these hold.</summary>
    public IReadOnlyList<Filter> Filters { get; private init; } = [];

    /// <summary>The order; null is ascending by id.</summary>
    public Ordering? Order { get; private init; }

    /// <summary>Adds a condition.</summary>
    /// <exception cref="ArgumentException">The field is not declared for this use, a value is no finite number, string or (for equality) boolean, or a list of values is over 100.</exception>
    public Query<T> Where(Filter filter)
    {
        bool fits = filter switch
        {
            Filter.Equal f => Kind.UseOf(f.Path) == FieldUse.Scalar && (f.Value is bool || IsComparable(f.Value)),
            Filter.NotTrue f => Kind.UseOf(f.Path) == FieldUse.Scalar,
            Filter.OneOf f => Kind.UseOf(f.Path) == FieldUse.Scalar && f.Values.Count <= 100,
            Filter.HasAny f => Kind.UseOf(f.Path) == FieldUse.Elements && f.Values.Count <= 100,
            Filter.Range f => Kind.UseOf(f.Path) == FieldUse.Scalar && IsComparableOrOpen(f.From) && IsComparableOrOpen(f.Before),
            Filter.InBox => Kind.Location is not null,
            Filter.Since => Kind.TracksWrites,
            _ => false,
        };
        return fits
            ? this with { Filters = [.. Filters, filter] }
            : throw new ArgumentException($"{Kind.Name} cannot be queried by {filter}.", nameof(filter));
    }

    /// <summary>Adds a condition if there is one to add.</summary>
    public Query<T> WhereIf(bool condition, Func<Filter> filter) => condition ? Where(filter()) : this;

    /// <summary>The query with each of its conditions in other words, for engines; they are conditions that it could have been asked with.</summary>
    public Query<T> Rewritten(Func<Filter, Filter> each) => Filters.Select(each).Aggregate(this with { Filters = [] }, (query, filter) => query.Where(filter));

    /// <summary>Asks for a declared order. Documents whose order field is neither a string nor a number are not listed in it; numbers come before strings.</summary>
    /// <exception cref="ArgumentException">The kind does not declare it.</exception>
    public Query<T> OrderedBy(Ordering order)
        => Kind.Orders.Contains(order)
            ? this with { Order = order }
            : throw new ArgumentException($"{Kind.Name} does not declare {order}.", nameof(order));

    // JSON has no NaN and no infinities, so no document equals one
    private static bool IsComparable(object? value) => value is string or long or int || (value is double number && double.IsFinite(number));

    private static bool IsComparableOrOpen(object? value) => value is null || IsComparable(value);
}
