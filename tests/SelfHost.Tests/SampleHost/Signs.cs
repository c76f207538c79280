using Microsoft.Extensions.Configuration;

namespace GridSteward.SelfHost.SampleHost;

/// <summary>Empty files by which this process and the test tell each other how far they are.</summary>
public sealed class Signs(IConfiguration configuration)
{
    private readonly string _folder = configuration["Signs"] ?? throw new InvalidOperationException("Start with --Signs FOLDER.");

    public void Give(string name) => File.WriteAllText(Path.Combine(_folder, name), "");

    public async Task AwaitAsync(string name, CancellationToken cancellationToken)
    {
        while (!File.Exists(Path.Combine(_folder, name)))
        {
            await Task.Delay(10, cancellationToken);
        }
    }
}
