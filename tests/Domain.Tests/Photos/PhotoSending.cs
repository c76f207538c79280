using GridSteward.Domain.Audit;
using GridSteward.Domain.Creation;
using GridSteward.Domain.People;
using GridSteward.Domain.Photos;
using GridSteward.Domain.Reports;
using GridSteward.Domain.Tests.Photos.Files;

namespace GridSteward.Domain.Tests.Photos;

/// <summary>Sends photos as phones do.</summary>
internal static class PhotoSending
{
    /// <summary>Small enough that a small picture comes in several blocks.</summary>
    public const int BlockBytes = 200;

    public static Acting Handler { get; } = new(new Caller("handler", null, [new Grant(Node.OfJurisdiction("town"), Preset.Steward)]), null);

    public static Acting Manager { get; } = new(new Caller("manager", null, [new Grant(Node.OfJurisdiction("town"), Preset.Manager)]), null);

    public static byte[] Picture { get; } = Telling.Of(PhotoType.Jpeg, SamplePictures.Of(PhotoType.Jpeg), "TellMeWhereYouHaveBeenTonight", 6);

    public static PhotoAsk ByReporter(Report report) => new(report.Jurisdiction, report.Id, PhotoSender.Reporter, new Acting(Caller.Nobody, null));

    public static PhotoAsk ByStaff(Report report, Acting? who = null) => new(report.Jurisdiction, report.Id, PhotoSender.Staff, who ?? Handler);

    /// <summary>Sends a whole photo.</summary>
    public static async Task<ReportPhoto> AddAsync(Instance at, Report report, byte[]? picture = null, PhotoAsk? ask = null)
    {
        ask ??= ByReporter(report);
        string photo = await BeginAsync(at, ask, picture);
        return Expect.Fresh(await SealAsync(at, ask, photo, picture));
    }

    /// <summary>Sends everything but the seal.</summary>
    public static async Task<string> BeginAsync(Instance at, PhotoAsk ask, byte[]? picture = null, OnceKey? once = null)
    {
        string photo = Expect.Done(await at.SendPhotos.CreateAsync(ask, once, World.Ct)).Id;
        await PutAllAsync(at, ask, photo, picture);
        return photo;
    }

    public static async Task PutAllAsync(Instance at, PhotoAsk ask, string photo, byte[]? picture = null)
    {
        int number = 0;
        foreach (byte[] block in Blocks(picture))
        {
            Expect.Done(await at.SendPhotos.PutBlockAsync(ask, photo, number++, block, World.Ct));
        }
    }

    public static Task<Outcome<ReportPhoto>> SealAsync(Instance at, PhotoAsk ask, string photo, byte[]? picture = null)
        => at.SealPhotos.RunAsync(ask, photo, Blocks(picture).Count(), null, World.Ct);

    private static IEnumerable<byte[]> Blocks(byte[]? picture) => (picture ?? Picture).Chunk(Math.Max(BlockBytes, (picture ?? Picture).Length / 15));
}
