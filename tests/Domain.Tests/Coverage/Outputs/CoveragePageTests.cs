using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using GridSteward.Domain.Coverage;
using RateChanges = GridSteward.Domain.Coverage.Changes;
using GridSteward.Domain.Coverage.Outputs;
using GridSteward.Domain.Coverage.Outputs.Page;

namespace GridSteward.Domain.Tests.Coverage.Outputs;

public partial class CoveragePageTests
{
    private const string Hostile = "</td><script>alert(1)</script>\"' onload='x' <!-- &amp; \u0000\uD800\u202E";

    [Theory]
    [InlineData(OutputLanguage.Zh)]
    [InlineData(OutputLanguage.En)]
    public void The_page_says_the_coverage_beside_what_it_looks_like_with_both_denominators(OutputLanguage language)
    {
        var (report, context) = SampleReport.Make();
        string page = TextOf(Page(report, context, language));
        UnitFigures units = report.Total.Units!;
        foreach (Share share in (Share[])[units.EffectiveShare, units.NaiveShare, units.FoundShare, units.ResponsibilityShare])
        {
            Assert.Contains(PageText.Rate(share.Rate!.Value), page, StringComparison.Ordinal);
            Assert.Contains(PageText.Count(share.Count), page, StringComparison.Ordinal);
            Assert.Contains(PageText.Count(share.Of!.Value), page, StringComparison.Ordinal);
            Assert.Contains($"{PageText.Rate(share.Low!.Value)}–{PageText.Rate(share.High!.Value)}", page, StringComparison.Ordinal);
        }

        Assert.Contains(language == OutputLanguage.Zh ? "比实际高估" : "points too much", page, StringComparison.Ordinal);
        Assert.All(report.Areas, a => Assert.Contains(a.Name, page, StringComparison.Ordinal));
        Write(Page(report, context, language), $"sample.{language}.html");
        Write(Page(SampleReport.Suppress(report), context, language), $"suppressed.{language}.html");
    }

    [Fact]
    public void Where_nothing_was_counted_coverage_is_unknown_in_words_and_never_a_number()
    {
        var (report, context) = SampleReport.Make();
        UnitFigures nothing = report.Total.Units! with { Enumerated = null, Found = 0, VisitedFound = 0, Responsible = 1 };
        CoverageReport unknown = report with
        {
            Total = report.Total with { Units = nothing, Band = CoverageBand.Unknown, MopUp = null },
            Areas = [.. report.Areas.Select(a => a with { Units = nothing, Band = CoverageBand.Unknown, MopUp = null, Spatial = null, Loop = LoopFigures.Nothing })],
            Groups = [],
        };
        string page = Page(unknown, context with { Trend = [] }, OutputLanguage.En);
        Assert.Contains("<p class=\"big quiet\">unknown</p>", page, StringComparison.Ordinal);
        Assert.Contains("nobody knows how much is covered", page, StringComparison.Ordinal);
        Assert.DoesNotContain("100.0%", page, StringComparison.Ordinal);
        Write(page, "unknown.En.html");
    }

    [Fact]
    public void Names_of_any_kind_stay_text()
    {
        var (report, context) = SampleReport.Make(suffix: Hostile);
        foreach (OutputLanguage language in Enum.GetValues<OutputLanguage>())
        {
            string page = Page(report, context, language);
            Assert.Equal(1, Count(page, "<script"));
            Assert.Equal(1, Count(page, "</script"));
            Assert.DoesNotContain("<!--", page, StringComparison.Ordinal);
            Assert.DoesNotContain("onload='x'", page, StringComparison.Ordinal);
            Assert.DoesNotContain('\0', page);
            Assert.Contains("&lt;script&gt;alert(1)", page, StringComparison.Ordinal);
            Parsed(page);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_tag_is_closed_every_id_is_unique_every_link_leads_somewhere_and_nothing_is_asked_of_a_server(bool suppressed)
    {
        var (report, context) = SampleReport.Make();
        string page = Page(suppressed ? SampleReport.Suppress(report) : report, context, OutputLanguage.Zh);
        XElement[] all = [.. Parsed(page).Descendants()];
        string[] ids = [.. all.Attributes("id").Select(a => a.Value)];
        Assert.Distinct(ids);
        Assert.All(all.Attributes("href"), a => Assert.Contains(a.Value[1..], ids));
        Assert.All(all.Attributes("aria-labelledby"), a => Assert.Contains(a.Value, ids));
        Assert.Empty(all.Attributes("src"));
        Assert.Empty(all.Attributes("style"));
        Assert.DoesNotContain(all.Attributes(), a => a.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        Assert.DoesNotContain("http://", page, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", page, StringComparison.Ordinal);
        Assert.DoesNotContain(all, e => e.Name.LocalName is "link" or "img" or "iframe" or "form");
        Assert.All(all.Where(e => e.Name.LocalName == "svg" && e.Attribute("role") is not null), e => Assert.Contains(e.Elements(), c => c.Name.LocalName is "title" or "desc"));
        Assert.All(UrlIn().Matches(page).Select(m => m.Groups[1].Value), url => Assert.Contains(url, ids.Select(i => "#" + i)));
    }

    [Fact]
    public void Its_policy_names_its_own_style_and_script_as_they_stand_in_it()
    {
        var (report, context) = SampleReport.Make();
        XElement page = Parsed(Page(report, context, OutputLanguage.En));
        foreach (var (tag, rule) in (ReadOnlySpan<(string, string)>)[("style", "style-src"), ("script", "script-src")])
        {
            string inside = Assert.Single(page.Descendants(), e => e.Name.LocalName == tag).Value;
            string hash = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(inside)));
            Assert.Contains($"{rule} 'sha256-{hash}'", CoveragePage.Policy, StringComparison.Ordinal);
        }

        Assert.Contains(page.Descendants("meta"), m => (string?)m.Attribute("content") == CoveragePage.Policy);
    }

    [Fact]
    public void A_suppressed_page_says_what_is_hidden_and_shows_no_figure_of_it()
    {
        var (report, context) = SampleReport.Make();
        AreaFigures marked = report.Areas[0] with { Units = report.Areas[0].Units! with { Registered = 987_654 } };
        CoverageReport suppressed = SampleReport.Suppress(report with { Areas = [marked, .. report.Areas.Skip(1)] });
        string page = Page(suppressed, context, OutputLanguage.En);
        Assert.Contains("Some figures are hidden.", page, StringComparison.Ordinal);
        Assert.Contains(">hidden</td>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("987,654", page, StringComparison.Ordinal);
        Assert.DoesNotContain("t-steward", page, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden</td>", Page(report, context, OutputLanguage.En), StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_of_two_thousand_areas_stays_below_three_megabytes()
    {
        var (report, context) = SampleReport.Make(40, 40, depth: 4);
        Assert.InRange(report.Areas.Count, 2000, 2200);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        byte[] page = CoveragePage.Write(report, context, OutputLanguage.Zh);
        TestContext.Current.TestOutputHelper?.WriteLine($"{report.Areas.Count} areas: {page.Length} bytes in {watch.Elapsed}");
        Assert.InRange(page.Length, 100_000, 3_000_000);
        Write(Encoding.UTF8.GetString(page), "large.Zh.html");
    }

    [Fact]
    public void A_report_without_areas_shapes_or_history_has_a_page_too()
    {
        var (report, _) = SampleReport.Make();
        string page = Page(report with { Areas = [], Groups = [], Total = report.Total with { Changes = RateChanges.None } }, OutputContext.Nothing, OutputLanguage.En);
        Parsed(page);
        Assert.DoesNotContain("<figure", page, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"chart", page, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_quite_all_or_nothing_is_not_rounded_to_it()
    {
        Assert.Equal(["0.0%", "0.1%", "50.0%", "99.9%", "100.0%"], [.. new[] { 0, 0.0001, 0.5, 0.99999, 1 }.Select(PageText.Rate)]);
    }

    private static string Page(CoverageReport report, OutputContext context, OutputLanguage language) => Encoding.UTF8.GetString(CoveragePage.Write(report, context, language));

    /// <summary>The page as XML, for which its empty elements are closed: so whatever else is not closed, or not escaped, is found.</summary>
    private static XElement Parsed(string page)
    {
        string xml = EmptyTag().Replace(page.Replace("<!DOCTYPE html>", "", StringComparison.Ordinal), "$0/>").Replace(">/>", "/>", StringComparison.Ordinal);
        xml = RawText().Replace(xml, "<$1><![CDATA[$2]]></$1>");
        using var reader = XmlReader.Create(new StringReader(xml.Trim()), new XmlReaderSettings { CheckCharacters = false });
        return XElement.Load(reader);
    }

    private static string TextOf(string page) => string.Join('\n', Parsed(page).DescendantNodes().OfType<XText>().Select(t => t.Value));

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private static void Write(string page, string name)
    {
        if (Environment.GetEnvironmentVariable("GRIDSTEWARD_WRITE_PAGES") is { Length: > 0 } folder)
        {
            File.WriteAllText(Path.Combine(folder, name), page);
        }
    }

    [GeneratedRegex("<(?:meta|br)\\b[^>]*>")]
    private static partial Regex EmptyTag();

    [GeneratedRegex("<(style|script)>(.*?)</\\1>", RegexOptions.Singleline)]
    private static partial Regex RawText();

    [GeneratedRegex("url\\((#[^)]*)\\)")]
    private static partial Regex UrlIn();
}
