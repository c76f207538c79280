using System.Text;
using System.Text.Json;
using GridSteward.Domain;
using GridSteward.Domain.Privacy;
using Microsoft.Extensions.DependencyInjection;

namespace GridSteward.Functions.Backups;

/// <summary>
/// <c>--list-erasures FILE</c> adds to a file what was erased on request, in references only; <c>--repeat-erasures FILE</c> erases it again after a restore. Both on either engine, without
/// serving. End with 0 when it is done, 1 when something is left, with every reason on a line, 2 when it cannot be meant.
/// </summary>
public static class ErasureCommand
{
    private const string List = "--list-erasures", Repeat = "--repeat-erasures";

    /// <summary>Two programs' clocks and a batch on its way differ by less.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromDays(1);

    /// <summary>Whether one is asked for.</summary>
    public static bool IsIn(string[] args) => args.Contains(List) || args.Contains(Repeat);

    /// <summary>Runs it.</summary>
    /// <param name="services">The program, not started.</param>
    /// <param name="args">The command line.</param>
    /// <param name="output">Where it says what it did.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(IServiceProvider services, string[] args, TextWriter output, CancellationToken cancellationToken)
    {
        bool lists = args.Contains(List);
        int at = Array.IndexOf(args, lists ? List : Repeat);
        if ((lists && args.Contains(Repeat)) || at + 1 >= args.Length || args[at + 1].StartsWith("--", StringComparison.Ordinal))
        {
            await output.WriteLineAsync($"Give one of {List} FILE, {Repeat} FILE.");
            return 2;
        }

        string file = args[at + 1];
        try
        {
            List<string> faults = [];
            List<ErasureLine> known = lists && !File.Exists(file) ? [] : Read(await File.ReadAllLinesAsync(file, cancellationToken), faults);
            if (faults.Count > 0)
            {
                faults.ForEach(output.WriteLine);
                return 1;
            }

            return lists
                ? await ListAsync(services.GetRequiredService<ErasureList>(), file, known, output, cancellationToken)
                : await RepeatAsync(services.GetRequiredService<RepeatErasures>(), known, output, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await output.WriteLineAsync(e.Message);
            return 1;
        }
    }

    /// <summary>What the file knows stays in it: after a restore the audit has forgotten what the file has not.</summary>
    private static async Task<int> ListAsync(ErasureList list, string file, List<ErasureLine> known, TextWriter output, CancellationToken cancellationToken)
    {
        DateTimeOffset? since = known.Count == 0 ? null : known.Max(l => l.At) - Overlap;
        HashSet<ErasureLine> all = [.. known];
        await foreach (ErasureLine line in list.ReadAsync(since, cancellationToken))
        {
            all.Add(line);
        }

        string unfinished = $"{file}.{Guid.NewGuid():N}";
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using (FileStream stream = new(unfinished, options))
        {
            foreach (ErasureLine line in all.OrderBy(l => l.At).ThenBy(l => l.Jurisdiction, StringComparer.Ordinal).ThenBy(l => l.Subject, StringComparer.Ordinal))
            {
                await stream.WriteAsync(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(line, DomainJson.Default.ErasureLine) + "\n"), cancellationToken);
            }

            stream.Flush(flushToDisk: true);
        }

        File.Move(unfinished, file, overwrite: true);
        await output.WriteLineAsync($"{file}: {all.Count} erasures, {all.Count - known.Count} of them new");
        return 0;
    }

    private static async Task<int> RepeatAsync(RepeatErasures repeat, List<ErasureLine> known, TextWriter output, CancellationToken cancellationToken)
    {
        RepeatedErasures done = await repeat.RunAsync(known, cancellationToken);
        foreach (var (jurisdiction, record) in done.Kept)
        {
            await output.WriteLineAsync($"{jurisdiction}: {record.What} stays: {record.Why}");
        }

        await output.WriteLineAsync($"{known.Count} erasures: {done.Erased.Count} erased again, {done.Gone} gone already, {done.Kept.Count} left");
        return done.Kept.Count > 0 ? 1 : 0;
    }

    private static List<ErasureLine> Read(string[] lines, List<string> faults)
    {
        List<ErasureLine> read = [];
        for (int i = 0; i < lines.Length; i++)
        {
            try
            {
                read.Add(JsonSerializer.Deserialize(lines[i], DomainJson.Default.ErasureLine) is { Jurisdiction: not null, Subject: not null } line ? line : throw new JsonException("Something is missing."));
            }
            catch (JsonException)
            {
                faults.Add($"Line {i + 1} is no erasure.");
            }
        }

        return read;
    }
}
