using System.Diagnostics;
using System.Text.Json;
using GridSteward.Domain.Photos;
using GridSteward.Domain.Photos.Files;

namespace GridSteward.Domain.Tests.Photos.Files;

/// <summary>What a program of others finds in our files, which knows thousands of tags and every place where they hide.</summary>
public sealed class ExifToolTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gridsteward-exif-").FullName;

    /// <summary>Tags of all families, each with a value that is nowhere else.</summary>
    private static readonly string[] Tags =
    [
        "-GPSLatitude=34.8123", "-GPSLatitudeRef=N", "-GPSLongitude=113.5077", "-GPSLongitudeRef=E", "-GPSAltitude=117", "-GPSDateStamp=2026:03:04", "-GPSMapDatum=TellGps",
        "-Make=TellMake", "-Model=TellModel", "-EXIF:SerialNumber=TellSerial", "-LensSerialNumber=TellLens", "-OwnerName=TellOwner", "-EXIF:DateTimeOriginal=2026:03:04 05:06:07",
        "-EXIF:UserComment=TellComment", "-EXIF:Artist=TellArtist", "-EXIF:Copyright=TellRight", "-EXIF:ImageDescription=TellDescription", "-EXIF:Software=TellSoftware",
        "-ImageUniqueID=TellUnique", "-XMP-dc:Creator=TellXmp", "-XMP-dc:Title=TellTitle", "-XMP-iptcExt:PersonInImage=TellPerson", "-XMP-xmpMM:DocumentID=TellDocument",
        "-XMP-photoshop:City=TellCity", "-IPTC:Keywords=TellIptc", "-IPTC:City=TellTown", "-Photoshop:CopyrightFlag=1", "-Comment=TellPlain", "-PNG:Author=TellAuthor", "-PNG:CreationTime=2026:03:04 05:06:07",
        "-Orientation#=6",
    ];

    /// <summary>What a file may say of itself: its form, how its colours are meant, which side is up.</summary>
    private static readonly string[] Allowed = ["ExifTool", "System", "File", "Composite", "JFIF", "PNG", "RIFF", "ICC-header", "ICC_Profile", "Adobe"];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [MemberData(nameof(SamplePictures.Types), MemberType = typeof(SamplePictures))]
    public void Exiftool_finds_nothing_but_form_colours_and_the_side_that_is_up(PhotoType type)
    {
        string sent = Path.Combine(folder, $"sent.{type}"), kept = Path.Combine(folder, $"kept.{type}"), small = Path.Combine(folder, "small.jpg"), profile = Path.Combine(folder, "a.icc");
        File.WriteAllBytes(sent, SamplePictures.Of(type, 200, 120));
        File.WriteAllBytes(small, SamplePictures.Of(PhotoType.Jpeg, 20, 12));
        File.WriteAllBytes(profile, Telling.Profile("TellProfile"));
        Run([.. Tags, $"-ICC_Profile<={profile}", .. type == PhotoType.Jpeg ? new[] { $"-ThumbnailImage<={small}" } : [], "-overwrite_original", "-m", "-q", sent]);
        File.AppendAllBytes(sent, File.ReadAllBytes(small));
        var before = Read(sent);
        Assert.True(before.Count(t => t.Value.Contains("Tell", StringComparison.Ordinal)) > 12, string.Join('\n', before));
        Assert.Contains(before, t => t.Name == "GPSLatitude");

        StrippedPhoto photo = Expect.Done(PhotoFile.Strip(File.ReadAllBytes(sent), 50_000_000));
        File.WriteAllBytes(kept, photo.Content.ToArray());
        var after = Read(kept);
        Assert.Equal((120, 200), (photo.Width, photo.Height));
        Assert.DoesNotContain(after, t => t.Value.Contains("Tell", StringComparison.Ordinal) || t.Value.Contains("2026:03:04", StringComparison.Ordinal) || t.Name.StartsWith("GPS", StringComparison.Ordinal));
        Assert.Equal([("IFD0", "Orientation", "6")], after.Where(t => !Allowed.Contains(t.Group)).Select(t => (t.Group, t.Name, t.Value)));
        Assert.DoesNotContain(after, t => t.Name is "Warning" or "Error");
        Assert.Contains(after, t => t is ("ICC_Profile", "ProfileDescription", "Photo"));
        Assert.Equal(SamplePictures.Decode(File.ReadAllBytes(sent)), SamplePictures.Decode(photo.Content));
    }

    /// <summary>Every tag of a file, those of unknown kinds and of what is embedded too.</summary>
    private static List<(string Group, string Name, string Value)> Read(string file)
    {
        using JsonDocument json = JsonDocument.Parse(Run(["-j", "-n", "-G1", "-a", "-u", "-U", "-ee", file]));
        return
        [
            .. json.RootElement[0].EnumerateObject().Where(p => p.Name.Contains(':', StringComparison.Ordinal) && !p.Name.StartsWith("System:", StringComparison.Ordinal))
                .Select(p => (p.Name.Split(':')[0], p.Name.Split(':')[1], p.Value.ToString())),
        ];
    }

    private static string Run(string[] arguments)
    {
        var start = new ProcessStartInfo("exiftool", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        Process program;
        try
        {
            program = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("exiftool is not installed here.");
            throw;
        }

        using (program)
        {
            Task<string> errors = program.StandardError.ReadToEndAsync(World.Ct);
            string output = program.StandardOutput.ReadToEnd();
            program.WaitForExit();
            Assert.True(program.ExitCode == 0, output + errors.Result);
            return output;
        }
    }
}
