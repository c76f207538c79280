using System.Text.RegularExpressions;

namespace GridSteward.Domain.Regions;

/// <summary>A region above jurisdictions: a county, a city, a province.</summary>
/// <param name="Code">Its code, e.g. of GB/T 2260: 410105.</param>
/// <param name="Name">Its name.</param>
public sealed partial record RegionRef(string Code, string Name)
{
    /// <summary>The most above one jurisdiction.</summary>
    public const int Most = 5;

    /// <summary>The partition in which the roll-ups of a region lie; no jurisdiction's code has a colon.</summary>
    public static string PartitionOf(string code) => "region:" + code;

    /// <summary>Whether a region can have the code.</summary>
    public static bool IsCode(string code) => CodePattern().IsMatch(code);

    /// <summary>What is wrong with the regions of a jurisdiction, by JSON path.</summary>
    public static IEnumerable<Fault> FaultsOf(IReadOnlyList<RegionRef> regions)
    {
        if (regions.Count > Most)
        {
            yield return new("$.regions", $"At most {Most}, topmost first.");
        }

        for (int i = 0; i < regions.Count; i++)
        {
            if (!IsCode(regions[i].Code))
            {
                yield return new($"$.regions[{i}].code", "1 to 20 letters, digits and hyphens.");
            }
            else if (regions.Take(i).Any(r => r.Code == regions[i].Code))
            {
                yield return new($"$.regions[{i}].code", $"The region '{regions[i].Code}' is named twice.");
            }

            if (regions[i].Name.Length is 0 or > 100)
            {
                yield return new($"$.regions[{i}].name", "1 to 100 characters.");
            }
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9-]{1,20}\z")]
    private static partial Regex CodePattern();
}
