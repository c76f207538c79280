using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GridSteward.Functions.Tests.Town;

namespace GridSteward.Functions.Tests.Requests;

/// <summary>A request of requests.http: what an editor's REST client would send, with what it takes from answers before.</summary>
/// <param name="Title">What stands above it; it ends with a status where the request is meant to be refused.</param>
/// <param name="Name">By which later requests name its answer; null for none.</param>
/// <param name="Method">The method.</param>
/// <param name="Url">Where to, with variables.</param>
/// <param name="Headers">Headers, with variables.</param>
/// <param name="Body">The body, with variables; empty for none.</param>
internal sealed record FileRequest(string Title, string? Name, string Method, string Url, IReadOnlyList<(string Name, string Value)> Headers, string Body)
{
    /// <summary>The status by which it is meant to be refused; null where it is meant to work.</summary>
    public int? Refusal => Regex.Match(Title, @": (4\d\d)$") is { Success: true } match ? int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture) : null;
}

/// <summary>requests.http, read as REST clients read it.</summary>
internal sealed partial class RequestsFile(IReadOnlyDictionary<string, string> values)
{
    private readonly Dictionary<string, string> variables = new(values);
    private readonly Dictionary<string, Reply> answers = [];
    private int number;

    /// <summary>The requests, in order; variables that the file sets are kept on the way.</summary>
    public IEnumerable<FileRequest> Read()
    {
        string title = "";
        List<string> lines = [];
        foreach (string line in File.ReadLines(Path.Combine(RepositoryFolder.Root, "requests.http")).Append("###"))
        {
            if (!line.StartsWith("###", StringComparison.Ordinal))
            {
                lines.Add(line);
                continue;
            }

            if (Parse(title, lines) is { } request)
            {
                yield return request;
            }

            title = line.TrimStart('#').Trim();
            lines.Clear();
        }
    }

    /// <summary>Keeps an answer under the name of its request.</summary>
    public void Keep(FileRequest request, Reply answer)
    {
        if (request.Name is not null)
        {
            answers[request.Name] = answer;
        }
    }

    /// <summary>The text with what its variables stand for.</summary>
    public string Fill(string text) => Variable().Replace(text, match => Value(match.Groups[1].Value));

    private FileRequest? Parse(string title, List<string> lines)
    {
        string? name = null;
        int at = 0;
        for (; at < lines.Count && !Start().IsMatch(lines[at]); at++)
        {
            if (Named().Match(lines[at]) is { Success: true } named)
            {
                name = named.Groups[1].Value;
            }
            else if (Assignment().Match(lines[at]) is { Success: true } set)
            {
                variables.TryAdd(set.Groups[1].Value, Fill(set.Groups[2].Value));
            }
        }

        if (at == lines.Count)
        {
            return null;
        }

        string[] start = lines[at].Split(' ', 2);
        string[] headers = [.. lines.Skip(at + 1).TakeWhile(l => l.Length > 0)];
        string body = string.Join('\n', lines.Skip(at + 1 + headers.Length)).Trim();
        return new FileRequest(title, name, start[0], start[1].Trim(), [.. headers.Select(h => h.Split(':', 2)).Select(h => (h[0], h[1].Trim()))], body);
    }

    private string Value(string expression)
    {
        if (expression == "$guid")
        {
            return $"00000000-0000-4000-8000-{++number:D12}";
        }

        if (FromAnswer().Match(expression) is not { Success: true } from)
        {
            return variables[expression];
        }

        Reply answer = answers[from.Groups[1].Value];
        return from.Groups[2].Value == "headers" ? answer.Header(from.Groups[3].Value)! : Field().Matches(from.Groups[3].Value).Select(m => m.Value)
            .Aggregate((JsonNode?)answer.Json, (node, field) => field[0] == '[' ? node![int.Parse(field[1..^1], System.Globalization.CultureInfo.InvariantCulture)] : node![field])!.ToString();
    }

    [GeneratedRegex(@"\{\{([^}]+)\}\}")]
    private static partial Regex Variable();

    [GeneratedRegex("^(GET|POST|PUT|DELETE) ")]
    private static partial Regex Start();

    [GeneratedRegex(@"^# @name (\w+)$")]
    private static partial Regex Named();

    [GeneratedRegex(@"^@(\w+) = (.*)$")]
    private static partial Regex Assignment();

    [GeneratedRegex(@"^(\w+)\.response\.(body|headers)\.(?:\$\.)?(.+)$")]
    private static partial Regex FromAnswer();

    [GeneratedRegex(@"\[\d+\]|[^.\[\]]+")]
    private static partial Regex Field();
}
