using System.Collections.Frozen;
using GridSteward.Functions.Http;

namespace GridSteward.Functions.Web;

/// <summary>A file of the web, as it is served.</summary>
/// <param name="Content">Its bytes.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="Hash">Its version, made from its bytes.</param>
public sealed record WebFile(byte[] Content, string ContentType, string Hash);

/// <summary>The built front end, read once at start from <c>wwwroot</c> beside the program. Nothing else of the disk can be asked for.</summary>
public sealed class WebFiles
{
    private static readonly Dictionary<string, string> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        [".html"] = "text/html; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".mjs"] = "text/javascript; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".json"] = "application/json",
        [".webmanifest"] = "application/manifest+json",
        [".svg"] = "image/svg+xml",
        [".png"] = "image/png",
        [".ico"] = "image/x-icon",
        [".woff2"] = "font/woff2",
        [".txt"] = "text/plain; charset=utf-8",
    };

    private static readonly string[] Pages = ["", "map", "report", "setup", "signin"];

    private readonly FrozenDictionary<string, WebFile> files;

    public WebFiles()
    {
        string root = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        files = !Directory.Exists(root)
            ? FrozenDictionary<string, WebFile>.Empty
            : Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
                .Where(f => Types.ContainsKey(Path.GetExtension(f)))
                .ToFrozenDictionary(f => Path.GetRelativePath(root, f).Replace('\\', '/'), Read, StringComparer.Ordinal);
    }

    /// <summary>The front page, which shows every page of the app; null where the web was not built.</summary>
    public WebFile? Front => files.GetValueOrDefault("index.html");

    /// <summary>The file at a path without leading slash; null when there is none.</summary>
    public WebFile? Find(string path) => files.GetValueOrDefault(path);

    /// <summary>Whether a path without leading slash is a page of the app.</summary>
    public static bool IsPage(string path) => Pages.Contains(path.TrimEnd('/')) || path.StartsWith("track/", StringComparison.Ordinal) || path.StartsWith("case/", StringComparison.Ordinal);

    private static WebFile Read(string file)
    {
        byte[] content = File.ReadAllBytes(file);
        return new WebFile(content, Types[Path.GetExtension(file)], ETags.OfContent(content));
    }
}
