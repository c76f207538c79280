using System.Text;

namespace GridSteward.SelfHost;

/// <summary>Replaces <c>%NAME%</c> by app settings.</summary>
internal static class SettingTokens
{
    /// <summary>The text with every token replaced, or null after adding a fault for each that cannot be.</summary>
    public static string? Resolve(string text, AppSettings settings, string where, ICollection<string> faults)
    {
        var resolved = new StringBuilder();
        var failed = false;
        var parts = text.Split('%');
        if (parts.Length % 2 == 0)
        {
            faults.Add($"{where}: '{text}' has a % without its partner.");
            return null;
        }

        for (var i = 0; i < parts.Length; i++)
        {
            // Every second part stands between two percent signs.
            if (i % 2 == 0)
            {
                resolved.Append(parts[i]);
            }
            else if (settings.Find(parts[i]) is { Length: > 0 } value)
            {
                resolved.Append(value);
            }
            else
            {
                failed = true;
                faults.Add($"{where}: the setting '{parts[i]}' is not defined. Set it as environment variable, "
                    + $"or under Values in {AppSettings.LocalFile} or {AppSettings.ShippedFile}.");
            }
        }

        return failed ? null : resolved.ToString();
    }
}
