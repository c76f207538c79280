namespace GridSteward.Domain;

/// <summary>
/// The fields of one thing that was sent, whether a JSON body or a row of a file brought it. Each reading checks and collects every fault; null
/// means empty or faulty. So what a household or a post may be is said once, for forms and files alike.
/// </summary>
public interface IFields
{
    /// <summary>A text of at most so many characters (UTF-16 units).</summary>
    string? Text(string name, int maxLength, bool required = false);

    /// <summary>A text on one line that names something: a code, an id, a phone number.</summary>
    string? Code(string name, int maxLength, bool required = false);

    /// <summary>A whole number.</summary>
    int? WholeNumber(string name, int min, int max, bool required = false);

    /// <summary>One of an enumeration's values.</summary>
    T? Choice<T>(string name, bool required = false)
        where T : struct, Enum;

    /// <summary>Yes or no.</summary>
    bool? Flag(string name);

    /// <summary>A day.</summary>
    DateOnly? Day(string name, bool required = false);

    /// <summary>Several texts; none where it is empty.</summary>
    IReadOnlyList<string> Texts(string name, int maxCount, int maxLength, bool required = false);

    /// <summary>A position that can be converted to WGS-84.</summary>
    SentPosition? Position(string name, bool required = false);

    /// <summary>Adds a fault of a field that only the reader of the whole can see.</summary>
    void Refuse(string name, string message);
}
