using System.Globalization;
using System.Security;
using System.Text;

namespace GridSteward.Geo.Tests.Pictures;

/// <summary>An SVG file in the making. Pixels from the upper left corner; a tenth of one is the finest that is written, so that equal pictures are equal files.</summary>
internal sealed class Drawing
{
    private readonly StringBuilder _text = new();

    public Drawing(int width, int height, string title)
    {
        _text.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" font-family=\"Helvetica, Arial, sans-serif\" font-size=\"13\" fill=\"{Ink.Text}\">\n");
        _text.Append(CultureInfo.InvariantCulture, $"<title>{SecurityElement.Escape(title)}</title>\n<rect width=\"{width}\" height=\"{height}\" fill=\"#fff\"/>\n");
    }

    /// <summary>A number as it is written.</summary>
    public static string Number(double pixels) => (Math.Round(pixels, 1, MidpointRounding.AwayFromZero) + 0.0).ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>A path; what it looks like is given as attributes.</summary>
    public void Path(string data, string look)
    {
        if (data.Length > 0)
        {
            Add($"<path d=\"{data}\" {look}/>");
        }
    }

    public void Line(double x0, double y0, double x1, double y1, string look) => Path($"M{Number(x0)} {Number(y0)}L{Number(x1)} {Number(y1)}", look);

    public void Box(double x, double y, double width, double height, string look) =>
        Add($"<rect x=\"{Number(x)}\" y=\"{Number(y)}\" width=\"{Number(width)}\" height=\"{Number(height)}\" {look}/>");

    public void Circle(double x, double y, double radius, string look) => Add($"<circle cx=\"{Number(x)}\" cy=\"{Number(y)}\" r=\"{Number(radius)}\" {look}/>");

    public void Text(double x, double y, string words, string look = "") =>
        Add($"<text x=\"{Number(x)}\" y=\"{Number(y)}\"{(look.Length > 0 ? " " : "")}{look}>{SecurityElement.Escape(words)}</text>");

    /// <summary>What is added until <see cref="End"/> is seen within a box only.</summary>
    public void Clip(string id, double x, double y, double width, double height)
    {
        Add($"<clipPath id=\"{id}\"><rect x=\"{Number(x)}\" y=\"{Number(y)}\" width=\"{Number(width)}\" height=\"{Number(height)}\"/></clipPath>");
        Add($"<g clip-path=\"url(#{id})\">");
    }

    public void End() => Add("</g>");

    /// <summary>A line of the legend: a patch, or a dot, and words.</summary>
    public void Legend(double x, double y, string look, string words, bool dot = false)
    {
        if (dot)
        {
            Circle(x + 9, y - 4, 4.5, look);
        }
        else
        {
            Box(x, y - 11, 18, 13, look);
        }

        Text(x + 26, y, words);
    }

    public override string ToString() => _text + "</svg>\n";

    private void Add(string element) => _text.Append(element).Append('\n');
}
