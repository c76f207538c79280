using System.Runtime.CompilerServices;
using Xunit;

namespace GridSteward.Geo.Tests.Pictures;

/// <summary>
/// The pictures of docs/assignment.md are what the code draws. <c>GRIDSTEWARD_WRITE_PICTURES=1</c> writes the files instead of comparing them.
/// </summary>
public class PictureTests
{
    private const int MostBytes = 60_000;

    private static readonly Dictionary<string, Func<string>> s_pictures = new()
    {
        ["cells.svg"] = CoverPicture.Draw,
        ["near.svg"] = NearPicture.Draw,
        ["changed.svg"] = ChangedRegionPicture.Draw,
        ["simplified.svg"] = SimplifiedMapPicture.Draw,
        ["gcj02.svg"] = ShiftPicture.Draw,
        ["split.svg"] = HouseholdSplitPicture.Draw,
    };

    public static TheoryData<string> Names => [.. s_pictures.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_picture_is_the_one_that_the_code_draws(string name)
    {
        string drawn = s_pictures[name]();
        string file = Path.Combine(Docs(), "assignment", name);
        if (Environment.GetEnvironmentVariable("GRIDSTEWARD_WRITE_PICTURES") == "1")
        {
            File.WriteAllText(file, drawn);
        }

        Assert.InRange(drawn.Length, 1, MostBytes);
        Assert.True(
            File.Exists(file) && File.ReadAllText(file) == drawn,
            $"docs/assignment/{name} is not what the code draws; run the tests once with GRIDSTEWARD_WRITE_PICTURES=1, look at the picture and commit the file.");
    }

    [Fact]
    public void Every_picture_is_shown_and_every_file_is_drawn()
    {
        string page = File.ReadAllText(Path.Combine(Docs(), "assignment.md"));
        Assert.All(s_pictures.Keys, name => Assert.Contains($"](assignment/{name})", page, StringComparison.Ordinal));
        Assert.Equal(s_pictures.Keys.Order(), Directory.GetFiles(Path.Combine(Docs(), "assignment")).Select(Path.GetFileName).Order());
    }

    private static string Docs([CallerFilePath] string thisFile = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", "..", "docs"));
}
