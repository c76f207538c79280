using System.Globalization;
using GridSteward.Domain;
using GridSteward.Domain.History;
using GridSteward.Domain.Storage;
using GridSteward.Geo;
using Microsoft.AspNetCore.Http;

namespace GridSteward.Functions.Http;

/// <summary>Reads query parameters; unknown and repeated ones were refused before.</summary>
public sealed class QueryInput(IQueryCollection query)
{
    private readonly List<Fault> faults = [];

    /// <summary>Every fault so far; readers of composed values add theirs.</summary>
    public List<Fault> Faults => faults;

    /// <summary>The faults of the parameters' names: those not declared, and those given twice.</summary>
    public static IEnumerable<Fault> NameFaults(IQueryCollection query, IReadOnlyList<string> declared)
        => query.SelectMany(p => !declared.Contains(p.Key)
            ? [new Fault($"query.{p.Key}", declared.Count == 0 ? "Is not known; this takes no parameters." : $"Is not known; known are {string.Join(", ", declared)}.")]
            : p.Value.Count > 1 ? new[] { new Fault($"query.{p.Key}", "Is given twice.") } : []);

    public string? Text(string name, int maxLength = 200)
    {
        string? text = query[name];
        if (text?.Length > maxLength)
        {
            faults.Add(new Fault($"query.{name}", $"At most {maxLength} characters."));
        }

        return string.IsNullOrEmpty(text) ? null : text;
    }

    public T? Choice<T>(string name)
        where T : struct, Enum
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (Wire.TryParse(text, out T value))
        {
            return value;
        }

        faults.Add(new Fault($"query.{name}", $"One of {string.Join(", ", Wire.Names<T>())}."));
        return null;
    }

    /// <summary>true or false.</summary>
    public bool? Flag(string name)
    {
        switch (Text(name))
        {
            case null:
                return null;
            case "true":
                return true;
            case "false":
                return false;
            default:
                faults.Add(new Fault($"query.{name}", "true or false."));
                return null;
        }
    }

    /// <summary>A comma-separated list of names, each once.</summary>
    public IReadOnlyList<T> Choices<T>(string name)
        where T : struct, Enum
    {
        List<T> values = [];
        foreach (string text in Text(name)?.Split(',') ?? [])
        {
            if (!Wire.TryParse(text, out T value))
            {
                faults.Add(new Fault($"query.{name}", $"'{text}' is not one of {string.Join(", ", Wire.Names<T>())}."));
            }
            else if (!values.Contains(value))
            {
                values.Add(value);
            }
        }

        return values;
    }

    public double? Number(string name, bool required = false)
    {
        if (Text(name) is not { } text)
        {
            if (required)
            {
                faults.Add(new Fault($"query.{name}", "Is missing."));
            }

            return null;
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number))
        {
            return number;
        }

        faults.Add(new Fault($"query.{name}", "Must be a finite number."));
        return null;
    }

    public int? WholeNumber(string name, int min, int max)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= min && number <= max)
        {
            return number;
        }

        faults.Add(new Fault($"query.{name}", $"A whole number from {min} to {max}."));
        return null;
    }

    public DateTimeOffset? Time(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (JsonInput.TryParseTime(text, out DateTimeOffset time))
        {
            return time;
        }

        faults.Add(new Fault($"query.{name}", "A time as in RFC 3339, with its zone: 2026-05-03T14:05:00Z; a + is written %2B."));
        return null;
    }

    /// <summary>The tag of a coordinate system.</summary>
    public CoordinateSystem? System(string name)
    {
        CoordinateSystem? system = null;
        if (Text(name) is { } tag && !CoordinateSystems.TryParse(tag, out system))
        {
            faults.Add(new Fault($"query.{name}", CoordinateSystems.Unknown(tag)));
        }

        return system;
    }

    /// <summary>A moment of the past, or a day, which means its end; null for now. Whether it is in the future is the operation's to say.</summary>
    public AsOf? AsOf(string name)
    {
        if (Text(name, 40) is not { } text)
        {
            return null;
        }

        if (JsonInput.TryParseAsOf(text, out AsOf asOf))
        {
            return asOf;
        }

        faults.Add(new Fault($"query.{name}", "A time as in RFC 3339, with its zone (2026-05-03T14:05:00Z; a + is written %2B), or a day as yyyy-MM-dd."));
        return null;
    }

    public GeoBox? Box(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (GeoBox.TryParse(text, out GeoBox box, out string? fault))
        {
            return box;
        }

        faults.Add(new Fault($"query.{name}", fault ?? "West,south,east,north in degrees."));
        return null;
    }

    public int Limit(int defaultLimit = 100, int max = 1000) => WholeNumber("limit", 1, max) ?? defaultLimit;

    /// <summary>Refuses a text that is none of those names.</summary>
    public void RequireOneOf(string name, string? text, IReadOnlyList<string> names)
    {
        if (text is not null && !names.Contains(text))
        {
            faults.Add(new Fault($"query.{name}", $"One of {string.Join(", ", names)}."));
        }
    }

    /// <summary>The page of a list that is ordered by id alone.</summary>
    public PageRequest IdPage() => PageIn(ordered: false);

    /// <summary>The page of a list that is ordered by a field.</summary>
    public PageRequest OrderedPage() => PageIn(ordered: true);

    /// <exception cref="BadInputException">There is any fault.</exception>
    public void Finish()
    {
        if (faults.Count > 0)
        {
            throw new BadInputException(faults);
        }
    }

    private PageRequest PageIn(bool ordered)
    {
        int limit = Limit();
        PageToken? after = null;
        if (Text("next", 2000) is { } next && (!PageToken.TryParse(next, out after) || (after!.OrderValue is not null) != ordered))
        {
            faults.Add(new Fault("query.next", "Is not the 'next' of a page of this list; start without one."));
        }

        return new PageRequest(limit, after);
    }
}
