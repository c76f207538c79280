using GridSteward.Domain;
using GridSteward.Domain.Uploads;
using GridSteward.Functions.Http;

namespace GridSteward.Functions.Jobs;

/// <summary>How an upload is to be sealed.</summary>
public sealed record WantedSeal(int Blocks, string? Sha256);

/// <summary>Reads what uploads and jobs take.</summary>
public static class JobInput
{
    public static WantedSeal ReadSeal(this JsonInput input)
    {
        int? blocks = input.WholeNumber("blocks", 1, Upload.MaxBlocks, required: true);
        string? sha256 = input.Text("sha256", 64);
        if (sha256 is not null && !(sha256.Length == 64 && sha256.All(char.IsAsciiHexDigit)))
        {
            input.Faults.Add(new Fault(input.PathOf("sha256"), "64 hexadecimal digits."));
        }

        input.Finish();
        return new WantedSeal(blocks!.Value, sha256?.ToLowerInvariant());
    }
}
