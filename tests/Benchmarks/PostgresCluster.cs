using System.Diagnostics;

namespace GridSteward.Benchmarks;

/// <summary>
/// A PostgreSQL cluster of its own in a temporary folder, as Debian's packages install it, asked through <c>psql</c> over a socket in that folder. It is stopped and removed with
/// this, whatever came before. Root may not run it: then the user <c>postgres</c> does.
/// </summary>
internal sealed class PostgresCluster : IDisposable
{
    /// <summary>What is set beside what comes with it.</summary>
    public const string Settings = "shared_buffers=1GB work_mem=128MB maintenance_work_mem=256MB max_wal_size=8GB fsync=off";

    private readonly string binaries;
    private readonly string folder = Directory.CreateTempSubdirectory("gridsteward-postgres-").FullName;
    private bool stopped;

    private PostgresCluster(string binaries)
    {
        this.binaries = binaries;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Dispose();
        try
        {
            if (Environment.IsPrivilegedProcess)
            {
                Run("chown", ["postgres", folder]);
            }

            AsOwner("initdb", "-D", Data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C", "--no-sync");
            string settings = string.Join(' ', Settings.Split(' ').Select(s => $"-c {s}"));
            AsOwner("pg_ctl", "-D", Data, "-w", "-s", "-l", Path.Combine(folder, "log"), "-o", $"-c listen_addresses='' -c unix_socket_directories='{folder}' {settings}", "start");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Its version.</summary>
    public string Version => Ask("SHOW server_version;")[0];

    private string Data => Path.Combine(folder, "data");

    /// <summary>Starts one; null where none is installed.</summary>
    public static PostgresCluster? Start()
    {
        const string Versions = "/usr/lib/postgresql";
        string? binaries = !Directory.Exists(Versions) ? null
            : Directory.EnumerateDirectories(Versions).Select(v => Path.Combine(v, "bin")).Where(b => File.Exists(Path.Combine(b, "initdb"))).Max(StringComparer.Ordinal);
        return binaries is null ? null : new PostgresCluster(binaries);
    }

    /// <summary>Runs statements in one session; the first fault ends it.</summary>
    /// <returns>Lines of tab-separated fields.</returns>
    public string[] Ask(string statements) => Psql(statements, input => input.WriteLine(statements));

    /// <summary>Fills a table; null is <c>\N</c>, fields are separated by tabs and hold none.</summary>
    public void Fill(string table, IEnumerable<string> rows)
        => Psql(table, input =>
        {
            input.Write($"COPY {table} FROM STDIN;\n");
            foreach (string row in rows)
            {
                input.Write(row);
                input.Write('\n');
            }

            input.Write("\\.\n");
        });

    public void Dispose()
    {
        if (stopped)
        {
            return;
        }

        stopped = true;
        if (File.Exists(Path.Combine(Data, "postmaster.pid")))
        {
            AsOwner("pg_ctl", "-D", Data, "-w", "-s", "-m", "immediate", "stop");
        }

        Directory.Delete(folder, recursive: true);
    }

    private string[] Psql(string what, Action<TextWriter> write)
    {
        using Process psql = Start(Path.Combine(binaries, "psql"), ["-h", folder, "-U", "postgres", "-d", "postgres", "-X", "-q", "-A", "-t", "-F", "\t", "-v", "ON_ERROR_STOP=1"]);
        Task<string> said = psql.StandardOutput.ReadToEndAsync();
        try
        {
            write(psql.StandardInput);
            psql.StandardInput.Close();
        }
        catch (IOException)
        {
            // it ended early, and has said why
        }

        psql.WaitForExit();
        return psql.ExitCode == 0 ? said.Result.Split('\n', StringSplitOptions.RemoveEmptyEntries) : throw new InvalidOperationException($"psql ended with {psql.ExitCode} at: {what}");
    }

    private void AsOwner(string program, params string[] arguments)
    {
        string path = Path.Combine(binaries, program);
        if (Environment.IsPrivilegedProcess)
        {
            Run("setpriv", ["--reuid=postgres", "--regid=postgres", "--init-groups", path, .. arguments]);
        }
        else
        {
            Run(path, arguments);
        }
    }

    private void Run(string program, string[] arguments)
    {
        using Process process = Start(program, arguments);
        process.StandardInput.Close();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
        }
    }

    private Process Start(string program, string[] arguments)
        => Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = folder })!;
}
