namespace GridSteward.Geo.Tests.Pictures;

/// <summary>Colours that people with colour blindness tell apart (Okabe and Ito, "Color universal design", 2008), and light tints of them.</summary>
internal static class Ink
{
    public const string Text = "#222";
    public const string Line = "#444";
    public const string Faint = "#bbb";
    public const string Blue = "#0072b2";
    public const string Orange = "#e69f00";
    public const string Red = "#d55e00";
    public const string Green = "#009e73";
    public const string LightBlue = "#d3e8f6";
    public const string LightOrange = "#fbe3b5";
    public const string LightGreen = "#cbeadf";
    public const string LightPurple = "#f1dbe7";
    public const string Grey = "#f0f0ee";

    /// <summary>Four tints, so that neighbours on a chessboard differ.</summary>
    public static string Tint(int column, int row) => ((column % 2) + (2 * (row % 2))) switch
    {
        0 => LightBlue,
        1 => LightOrange,
        2 => LightGreen,
        _ => LightPurple,
    };

    public static string Fill(string colour) => $"fill=\"{colour}\" fill-rule=\"evenodd\"";

    public static string Stroke(string colour, double width, string more = "") =>
        $"fill=\"none\" stroke=\"{colour}\" stroke-width=\"{Drawing.Number(width)}\" stroke-linejoin=\"round\" stroke-linecap=\"round\"{(more.Length > 0 ? " " : "")}{more}";
}
