using System.Text;
using GridSteward.Domain.Photos;
using GridSteward.Domain.Photos.Files;

namespace GridSteward.Domain.Tests.Photos.Files;

public sealed class PhotoFileTests
{
    private const string Secret = "Lat34.8123N-Lon113.5E-SN00917";
    private const long MaxPixels = 50_000_000;

    public static TheoryData<PhotoType, int> TypesAndOrientations => [.. SamplePictures.Types.SelectMany(t => Enumerable.Range(1, 8).Select(o => (t.Data, o)))];

    [Theory]
    [MemberData(nameof(TypesAndOrientations))]
    public void Of_metadata_nothing_stays_but_which_side_is_up_and_the_picture_is_the_same_to_the_pixel(PhotoType type, int orientation)
    {
        byte[] told = Telling.Of(type, SamplePictures.Of(type), Secret, orientation);
        Assert.True(Telling.Tells(told, Secret));
        byte[] seen = SamplePictures.Decode(told)!;
        Assert.NotNull(seen);

        StrippedPhoto photo = Expect.Done(PhotoFile.Strip(told, MaxPixels));
        Assert.False(Telling.Tells(photo.Content.Span, Secret));
        Assert.False(Telling.Tells(photo.Content.Span, Secret[..8]));
        Assert.Equal(seen, SamplePictures.Decode(photo.Content));
        Assert.Equal(type, photo.Type);
        Assert.Equal(orientation < 5 ? (40, 24) : (24, 40), (photo.Width, photo.Height));
        Assert.Equal(orientation, photo.Orientation);
        Assert.Equal(type == PhotoType.Png ? 1 : orientation, SamplePictures.OrientationOf(photo.Content)); // the decoder does not ask PNG files
        StrippedPhoto again = Expect.Done(PhotoFile.Strip(photo.Content.Span, MaxPixels));
        Assert.Equal(orientation, again.Orientation);
        Assert.Equal(photo.Content.ToArray(), again.Content.ToArray());
    }

    [Fact]
    public void Comments_and_data_of_programs_between_and_behind_scans_go_too()
    {
        byte[] words = Encoding.ASCII.GetBytes(Secret), plain = SamplePictures.Progressive;
        int second = plain.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xDA]);
        byte[] told = [.. plain[..second], .. Telling.Segment(0xE1, words), .. plain[second..^2], .. Telling.Segment(0xFE, words), 0xFF, 0xD9];
        StrippedPhoto photo = Expect.Done(PhotoFile.Strip(told, MaxPixels));
        Assert.Equal(Expect.Done(PhotoFile.Strip(plain, MaxPixels)).Content.ToArray(), photo.Content.ToArray());
    }

    [Theory]
    [MemberData(nameof(SamplePictures.Types), MemberType = typeof(SamplePictures))]
    public void The_colours_of_a_wider_profile_stay_while_its_words_go(PhotoType type)
    {
        byte[] plain = SamplePictures.Of(type), told = Telling.Of(type, plain, Secret);
        byte[] seen = SamplePictures.Decode(told)!;
        Assert.NotEqual(SamplePictures.Decode(plain), seen);
        Assert.Equal(seen, SamplePictures.Decode(Expect.Done(PhotoFile.Strip(told, MaxPixels)).Content));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Progressive_pictures_and_restarts_are_copied_as_they_are(bool progressive)
    {
        byte[] plain = progressive ? SamplePictures.Progressive : SamplePictures.Grey;
        StrippedPhoto photo = Expect.Done(PhotoFile.Strip(Telling.Of(PhotoType.Jpeg, plain, Secret), MaxPixels));
        Assert.Equal((24, 16), (photo.Width, photo.Height));
        int pictureAt = plain.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xDB]);
        Assert.True(photo.Content.Span.EndsWith(plain.AsSpan(pictureAt)));
        Assert.NotNull(SamplePictures.Decode(photo.Content));
    }

    [Fact]
    public void An_animation_keeps_its_frames_and_only_them()
    {
        byte[] picture = Telling.PictureOf(SamplePictures.Of(PhotoType.Webp));
        byte[] frame = Telling.Riff("ANMF", [.. new byte[6], 39, 0, 0, 23, 0, 0, 100, 0, 0, 0xFF, .. picture, .. Telling.Riff("TELL", Encoding.ASCII.GetBytes(Secret))]);
        byte[] file = Telling.WebpOf([.. Telling.Vp8x(0x1E, 40, 24), .. Telling.Riff("ANIM", new byte[6]), .. frame, .. frame, .. Telling.Riff("XMP ", Encoding.ASCII.GetBytes(Secret))]);
        StrippedPhoto photo = Expect.Done(PhotoFile.Strip(file, MaxPixels));
        Assert.False(Telling.Tells(photo.Content.Span, Secret));
        Assert.Equal(2, photo.Content.ToArray().AsSpan().Count("ANMF"u8));
        Assert.Equal(SamplePictures.Decode(file), SamplePictures.Decode(photo.Content));
        Assert.IsType<Outcome<StrippedPhoto>.TooLarge>(PhotoFile.Strip(file, 40 * 24)); // both frames together
    }

    [Theory]
    [InlineData("GIF89a...", "a GIF picture")]
    [InlineData("%PDF-1.7", "a PDF document")]
    [InlineData("<svg xmlns=''><script/></svg>", "a text such as HTML, XML or SVG")]
    [InlineData("....ftypheic", "a HEIC picture")]
    [InlineData("....ftypavif", "an AVIF picture")]
    [InlineData("....ftypisom", "a film")]
    [InlineData("RIFF....WAVE", "a sound or a film")]
    [InlineData("MZ", "a program")]
    [InlineData("hello", "no picture of a known type")]
    [InlineData("", "empty")]
    public void What_is_no_photo_is_refused_by_name(string bytes, string name)
        => Assert.Equal(
            $"It is {name}; JPEG, PNG and WebP pictures are taken.",
            Assert.Single(Assert.IsType<Outcome<StrippedPhoto>.Invalid>(PhotoFile.Strip(Encoding.ASCII.GetBytes(bytes), MaxPixels)).Faults).Message);

    [Theory]
    [MemberData(nameof(SamplePictures.Types), MemberType = typeof(SamplePictures))]
    public void A_file_that_is_cut_off_anywhere_is_refused(PhotoType type)
    {
        byte[] whole = Expect.Done(PhotoFile.Strip(Telling.Of(type, SamplePictures.Of(type), Secret, 6), MaxPixels)).Content.ToArray();
        for (int length = 0; length < whole.Length; length++)
        {
            Assert.IsType<Outcome<StrippedPhoto>.Invalid>(PhotoFile.Strip(whole.AsSpan(0, length), MaxPixels));
        }
    }

    [Theory]
    [MemberData(nameof(SamplePictures.Types), MemberType = typeof(SamplePictures))]
    public void Whatever_becomes_of_its_bytes_a_file_is_taken_or_refused_and_tells_nothing(PhotoType type)
    {
        byte[] plain = SamplePictures.Of(type, 12, 9), told = Telling.Of(type, plain, Secret, 3);
        int taken = 0;
        Check.ForSeeds(4000, random =>
        {
            byte[] mutated = Mutated(told, random);
            Outcome<StrippedPhoto> outcome = PhotoFile.Strip(mutated, MaxPixels);
            if (outcome is Outcome<StrippedPhoto>.Done { Value: var photo })
            {
                taken++;
                Assert.False(Telling.Tells(photo.Content.Span, Secret));
                Assert.Equal(photo.Content.ToArray(), Expect.Done(PhotoFile.Strip(photo.Content.Span, MaxPixels)).Content.ToArray());
            }
            else
            {
                Assert.True(outcome is Outcome<StrippedPhoto>.Invalid or Outcome<StrippedPhoto>.TooLarge);
            }
        });
        Assert.InRange(taken, 10, 3990);
    }

    [Fact]
    public void Very_many_pixels_in_a_small_file_are_refused_before_they_are_unpacked()
    {
        byte[] png = SamplePictures.Of(PhotoType.Png), jpeg = SamplePictures.Of(PhotoType.Jpeg);
        byte[] header = [0, 0, 0xC0, 0, 0, 0, 0xC0, 0, 8, 6, 0, 0, 0];
        Assert.Contains("49152 by 49152 pixels", TooLarge([.. png[..8], .. Telling.Chunk("IHDR", header), .. png[33..]]), StringComparison.Ordinal);

        int frame = jpeg.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]);
        jpeg.AsSpan(frame + 5, 4).Fill(0xFF);
        Assert.Contains("65535 by 65535 pixels", TooLarge(jpeg), StringComparison.Ordinal);
        Assert.Contains("16777216 by 16777216", TooLarge(Telling.WebpOf([.. Telling.Vp8x(0, 1 << 24, 1 << 24), .. Telling.Riff("VP8 ", new byte[20])])), StringComparison.Ordinal);
    }

    [Fact]
    public void Pixels_that_do_not_fit_the_header_or_hide_something_are_refused()
    {
        byte[] png = SamplePictures.Of(PhotoType.Png);
        byte[] taller = [0, 0, 0, 40, 0, 0, 0, 25, .. png[24..29]], flatter = [0, 0, 0, 40, 0, 0, 0, 23, .. png[24..29]];
        Assert.Contains("cut off", Damaged([.. png[..8], .. Telling.Chunk("IHDR", taller), .. png[33..]]), StringComparison.Ordinal);
        Assert.Contains("more PNG pixels", Damaged([.. png[..8], .. Telling.Chunk("IHDR", flatter), .. png[33..]]), StringComparison.Ordinal);
        Assert.Contains("something other than pixels", Damaged([.. png[..^12], .. Telling.Chunk("IDAT", Encoding.ASCII.GetBytes(Secret)), .. png[^12..]]), StringComparison.Ordinal);
        byte[] wrongSum = [.. png];
        wrongSum[^1] ^= 1;
        Assert.Contains("check sum", Damaged(wrongSum), StringComparison.Ordinal);
        Assert.Contains("not known", Damaged([.. png[..33], .. Telling.Chunk("CgBI", [1, 2, 3, 4]), .. png[33..]]), StringComparison.Ordinal);

        byte[] jpeg = SamplePictures.Of(PhotoType.Jpeg);
        int tables = jpeg.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xDB]), length = (jpeg[tables + 2] << 8) | jpeg[tables + 3];
        byte[] fat = [.. jpeg[..tables], .. Telling.Segment(0xDB, [.. jpeg[(tables + 4)..(tables + 2 + length)], .. Encoding.ASCII.GetBytes(Secret)]), .. jpeg[(tables + 2 + length)..]];
        Damaged(fat);
        int frame = jpeg.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]);
        jpeg[frame + 1] = 0xC9;
        Assert.Contains("arithmetic", Damaged(jpeg), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    [InlineData(300)]
    public void An_orientation_that_there_is_not_is_none(int orientation)
    {
        StrippedPhoto photo = Expect.Done(PhotoFile.Strip(Telling.Of(PhotoType.Jpeg, SamplePictures.Of(PhotoType.Jpeg), Secret, orientation), MaxPixels));
        Assert.DoesNotContain("Exif", Encoding.Latin1.GetString(photo.Content.Span), StringComparison.Ordinal);
    }

    private static string TooLarge(byte[] file) => Assert.IsType<Outcome<StrippedPhoto>.TooLarge>(PhotoFile.Strip(file, MaxPixels)).Why;

    private static string Damaged(byte[] file) => Assert.Single(Assert.IsType<Outcome<StrippedPhoto>.Invalid>(PhotoFile.Strip(file, MaxPixels)).Faults).Message;

    /// <summary>Bytes changed, left out, doubled or put in; most often only a few.</summary>
    private static byte[] Mutated(byte[] file, Random random)
    {
        List<byte> bytes = [.. file];
        for (int i = random.Next(1, 4); i > 0 && bytes.Count > 10; i--)
        {
            int at = random.Next(random.Next(2) == 0 ? bytes.Count : Math.Min(bytes.Count, 400)), length = random.Next(1, Math.Min(40, bytes.Count - at + 1));
            switch (random.Next(4))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes.RemoveRange(at, length); break;
                case 2: bytes.InsertRange(at, bytes.GetRange(at, length)); break;
                default: bytes[at] = random.Pick<byte>(0, 0xFF, 0xD9, 0xDA, 0xC0, 0xE1, 0x7F); break;
            }
        }

        return [.. bytes];
    }
}
