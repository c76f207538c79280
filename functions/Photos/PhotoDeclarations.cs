using GridSteward.Domain.People;
using GridSteward.Domain.Photos;
using GridSteward.Functions.Access;
using GridSteward.Functions.Http;
using Microsoft.AspNetCore.Http;
using static GridSteward.Functions.Access.Declare;

namespace GridSteward.Functions.Photos;

/// <summary>What the functions of photos promise.</summary>
public static class PhotoDeclarations
{
    private static readonly Access.Access Reads = Within(Capability.ReadReports);

    private static readonly Access.Access Handles = Within(Capability.HandleReports);

    public static FeatureDeclarations All { get; } = new(
        "Photos", "Photos of reports, sent in blocks by reporters and by those who handle them, at most five a report together; kept and shown without metadata.",
    [
        .. Of("TrackedPhoto", Anyone, Anyone, "by the reporter's link"),
        .. Of("Photo", Handles, Reads, "by those who handle the report"),
    ]);

    private static IEnumerable<FunctionDeclaration> Of(string noun, Access.Access sends, Access.Access reads, string how) =>
    [
        new($"Create{noun}", sends, $"Begins a photo of a report, {how}, to be sent in blocks")
        {
            Details = "What is not sealed is forgotten after a day. 409 where the report has five photos, is final, or five are on their way.",
            TakesKey = true,
            IsLimited = sends == Anyone,
            Answers = [new(StatusCodes.Status201Created, Written(j => j.PhotoStatusResponse)) { HasLocation = true }],
            AlsoRefuses = [StatusCodes.Status409Conflict],
        },
        Get($"Get{noun}", reads, $"How far a photo has come, {how}: which of its blocks are there", Written(j => j.PhotoStatusResponse)),
        new($"Put{noun}Block", sends, $"Sends a block of a photo, {how}, over the one that had its number")
        {
            Details = "Blocks come in any order and may be sent again until the photo is sealed.",
            Body = new(new BodyForm.Binary(), PhotoDraft.MaxBlockBytes, null, "application/octet-stream"),
            Answers = [new(StatusCodes.Status204NoContent, null)],
            AlsoRefuses = [StatusCodes.Status409Conflict],
        },
        new($"Seal{noun}", sends, $"Makes a photo of its blocks, {how}, and adds it to the report")
        {
            Details = "JPEG, PNG and WebP are taken, by what the bytes are. Where and when a picture was taken, by what, and all other metadata are left out; the picture itself stays as it is, bit for bit, "
                + "with its colours and the side that is up. 413 for too many bytes or pixels, 400 for what is damaged or something else; the blocks stay, and it can be mended and sealed again. "
                + "Sealed again it answers the same.",
            Body = Json(input => input.ReadPhotoSeal(), """{ "blocks": 1, "sha256": "0b8da5806cebfae053934261ca474502574a78efa813fca3097794f2433efe62" }"""),
            Answers = [new(StatusCodes.Status200OK, Written(j => j.PhotoResponse))],
            AlsoRefuses = [StatusCodes.Status409Conflict],
        },
        Image($"Get{noun}Image", reads, $"A photo, {how}{(reads == Reads ? "; the reading is audited" : "")}", "*/*"),
        Image($"Get{noun}Thumbnail", reads, $"A small copy of a photo, {how}, 320 pixels at most{(reads == Reads ? "; the reading is audited" : "")}", "image/jpeg"),
        new($"Delete{noun}", sends, $"Takes a photo away, {how}")
        {
            Details = reads == Reads
                ? "One that is on its way by whoever sends it; one of the report needs CloseReports where the report lies."
                : "One's own: on its way, or while the report is open.",
            Answers = [new(StatusCodes.Status204NoContent, null)],
            AlsoRefuses = [StatusCodes.Status409Conflict],
        },
    ];

    private static FunctionDeclaration Image(string name, Access.Access reads, string summary, string contentType)
        => new(name, reads, summary) { Answers = [new(StatusCodes.Status200OK, new BodyForm.Binary()) { ContentType = contentType, HasETag = true }] };
}
