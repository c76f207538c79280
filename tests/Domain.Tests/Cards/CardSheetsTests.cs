using GridSteward.Domain.Cards;
using GridSteward.Domain.Cards.Printing;
using GridSteward.Pictures;

namespace GridSteward.Domain.Tests.Cards;

public class CardSheetsTests
{
    [Fact]
    public void What_people_wrote_is_text_and_never_markup()
    {
        var face = new CardFace("<script>", ["a&b"], "\"<i>\"", "ABCD-EFGH-JKMN", "https://grid.example/report?card=ABCD-EFGH-JKMN", "</p><b>", [new Hotline(HotlineKind.Emergency, "<u>", "110") { NameEn = "&" }]);
        string card = new CardSheets(new QrCodes(), CardPaper.A6).Card(face, 0);
        Assert.DoesNotContain("<script>", card, StringComparison.Ordinal);
        Assert.DoesNotContain("<i>", card, StringComparison.Ordinal);
        Assert.DoesNotContain("<u>", card, StringComparison.Ordinal);
        Assert.Contains("a&amp;b", card, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_names_its_paper_and_loads_nothing()
    {
        foreach (CardPaper paper in Enum.GetValues<CardPaper>())
        {
            string page = new CardSheets(new QrCodes(), paper).Begin("x");
            Assert.Contains(paper == CardPaper.A4 ? "size: 210mm 297mm" : "size: 105mm 148mm", page, StringComparison.Ordinal);
            Assert.DoesNotContain("src=", page, StringComparison.Ordinal);
            Assert.DoesNotContain("url(", page, StringComparison.Ordinal);
        }
    }

    /// <summary>Reads the fixed patterns of the standard; that the whole is readable is tried with a decoder, see docs/cards.md.</summary>
    [Theory]
    [InlineData("https://grid.example/report?card=ABCD-EFGH-JKMN")]
    [InlineData("https://a-rather-long-name-of-a-town.example.org:8443/report?card=0123-4567-89AB")]
    public void A_code_is_square_with_the_three_finders_of_the_standard(string text)
    {
        QrCode code = new QrCodes().Make(text);
        int side = code.Rows.Count;
        Assert.True(side >= 21 && (side - 21) % 4 == 0);
        Assert.All(code.Rows, r => Assert.Equal(side, r.Length));
        foreach (var (top, left) in new[] { (0, 0), (0, side - 7), (side - 7, 0) })
        {
            for (int y = 0; y < 7; y++)
            {
                for (int x = 0; x < 7; x++)
                {
                    int ring = Math.Max(Math.Abs(x - 3), Math.Abs(y - 3));
                    Assert.Equal(ring != 2, code.Rows[top + y][left + x]);
                }
            }
        }
    }

    [Fact]
    public void Faults_of_hotlines_are_all_named()
        => Assert.Equal(
            ["$.hotlines[0].name", "$.hotlines[0].phone", "$.hotlines[1].area", "$.hotlines[1].originVillage", "$.hotlines[2].originVillage"],
            Hotline.FaultsOf(
            [
                new(HotlineKind.Community, "", "call me"), new(HotlineKind.Emergency, "x", "110") { Area = "c1", OriginVillage = "y" }, new(HotlineKind.OriginVillage, "x", "1"),
            ]).Select(f => f.Path));
}
