using System.Globalization;
using System.Text.Json;
using GridSteward.Domain.Storage;

namespace GridSteward.Domain.Visits;

/// <summary>The place in a list that is several lists one after the other: which of them, and where in it.</summary>
/// <param name="Leg">The list.</param>
/// <param name="After">The place in it; null at its beginning.</param>
internal readonly record struct LegToken(int Leg, PageToken? After)
{
    private const string Beginning = "beginning";

    /// <summary>As the token of a page that is ordered by a field: the order value says which list, and then the value there.</summary>
    public PageToken ToToken()
    {
        string at = After is null ? "" : After.OrderValue is null ? "|" : "|" + After.OrderValue;
        return new PageToken(JsonSerializer.Serialize(Leg.ToString(CultureInfo.InvariantCulture) + at, DomainJson.Default.String), After?.Id ?? Beginning);
    }

    /// <summary>Reads what <see cref="ToToken"/> made; the beginning where there is none.</summary>
    public static bool TryRead(PageToken? token, int legs, out LegToken at)
    {
        at = default;
        if (token is null)
        {
            return true;
        }

        if (token.Value() is not string text)
        {
            return false;
        }

        int bar = text.IndexOf('|', StringComparison.Ordinal);
        bool isLeg = int.TryParse(bar < 0 ? text : text[..bar], NumberStyles.None, CultureInfo.InvariantCulture, out int leg) && leg < legs;
        if (!isLeg || bar < 0)
        {
            at = new LegToken(leg, null);
            return isLeg;
        }

        string value = text[(bar + 1)..];
        at = new LegToken(leg, new PageToken(value.Length == 0 ? null : value, token.Id));
        return value.Length == 0 || IsText(value);
    }

    private static bool IsText(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, DomainJson.Default.String) is not null;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
