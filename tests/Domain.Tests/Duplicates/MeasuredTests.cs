using System.Runtime.CompilerServices;
using GridSteward.Duplicates;

namespace GridSteward.Domain.Tests.Duplicates;

public class MeasuredTests
{
    [Fact]
    public void The_table_of_the_document_is_what_the_command_prints()
        => Assert.Contains(new Measurement(Part.HeldOut).Table(), File.ReadAllText(Document()).ReplaceLineEndings("\n"), StringComparison.Ordinal);

    [Fact]
    public void The_ranking_is_better_than_distance_alone_and_than_words_alone_on_what_it_was_not_tuned_on()
    {
        var heldOut = new Measurement(Part.HeldOut);
        Assert.True(heldOut.Ranked().Both > heldOut.BestBaseline().Both);
        Assert.True(heldOut.Ranked().Precision > heldOut.BestBaseline().Precision);
    }

    [Fact]
    public void The_parts_share_no_phrase_and_neither_do_the_two_sides()
    {
        string[] tuning = [.. PhrasesOf(Part.Tuning)], heldOut = [.. PhrasesOf(Part.HeldOut)];
        Assert.Empty(tuning.Intersect(heldOut));
        Assert.Equal(tuning.Length, tuning.Distinct().Count());
        Assert.Equal(heldOut.Length, heldOut.Distinct().Count());

        static IEnumerable<string> PhrasesOf(Part part) => Problems.Of(part).SelectMany(p => p.Chinese.Concat(p.English)).SelectMany(side => side);
    }

    private static string Document([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "../../../docs/duplicates.md");
}
