using System.Runtime.InteropServices;

namespace GridSteward.Geo;

/// <summary>A list of numbers made a set.</summary>
internal static class SortedSet
{
    /// <summary>Sorts a list, leaves each number in it once, and shows it.</summary>
    public static ReadOnlySpan<int> Of(List<int> numbers)
    {
        numbers.Sort();
        int kept = 0;
        for (int i = 0; i < numbers.Count; i++)
        {
            if (i == 0 || numbers[i] != numbers[i - 1])
            {
                numbers[kept++] = numbers[i];
            }
        }

        numbers.RemoveRange(kept, numbers.Count - kept);
        return CollectionsMarshal.AsSpan(numbers);
    }
}
