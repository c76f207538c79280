using System.Diagnostics;
using System.Text;

namespace GridSteward.Tests.Emulators;

/// <summary>One emulator: a node process that prints its address when it listens and ends when its standard input closes.</summary>
public sealed class EmulatorProcess : IDisposable
{
    private readonly Process process;

    private EmulatorProcess(Process process, Uri address)
    {
        this.process = process;
        Address = address;
    }

    public Uri Address { get; }

    public static async Task<EmulatorProcess> StartAsync(string script, CancellationToken cancellationToken)
    {
        ProcessStartInfo start = new("node", [script])
        {
            WorkingDirectory = EmulatorPackages.Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Process process = Process.Start(start)!;
        TaskCompletionSource<Uri> ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
        StringBuilder said = new();
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null)
            {
                ready.TrySetException(new InvalidOperationException($"{script} ended: {said}"));
            }
            else if (line.Data.StartsWith("ready ", StringComparison.Ordinal))
            {
                ready.TrySetResult(new Uri(line.Data["ready ".Length..]));
            }
        };
        process.ErrorDataReceived += (_, line) =>
        {
            lock (said)
            {
                said.AppendLine(said.Length < 4000 ? line.Data : null);
            }
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            return new EmulatorProcess(process, await ready.Task.WaitAsync(TimeSpan.FromSeconds(90), cancellationToken));
        }
        catch
        {
            process.Kill();
            process.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        if (!process.WaitForExit(TimeSpan.FromSeconds(5)))
        {
            process.Kill();
        }

        process.Dispose();
    }
}
