using System.Security.Cryptography;
using System.Text;
using GridSteward.Domain.Reports;

namespace GridSteward.Domain.Tests.Reports;

public class TrackingTokenTests
{
    private const string Key = "0123456789abcdef0123456789abcdef";
    private const string Salt = "000102030405060708090a0b0c0d0e0f";
    private static readonly Guid Id = Guid.Parse("0198a0b0-c0d0-7000-8000-00000000002a");

    [Fact]
    public void The_secret_is_HKDF_of_the_key_and_the_salt()
    {
        // Computed beforehand by another program, from RFC 5869 alone.
        const string known = "985c818ef273a0146f3f3ca68590de9adc44aada0d272a966461c3392327b6b7";
        TrackingToken token = TrackingToken.Make("town", Id, Key, Salt);
        Assert.Equal(known, Convert.ToHexStringLower(token.Secret));
        Assert.Equal(known, Convert.ToHexStringLower(Hkdf(Encoding.UTF8.GetBytes(Key), Convert.FromHexString(Salt), Encoding.UTF8.GetBytes($"gridsteward tracking {Id}"))));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Convert.FromHexString(known))), token.Hash());
    }

    [Fact]
    public void The_independent_HKDF_is_that_of_RFC_5869()
    {
        // Appendix A.1, the first 32 bytes.
        byte[] okm = Hkdf(
            Enumerable.Repeat((byte)0x0b, 22).ToArray(), Convert.FromHexString("000102030405060708090a0b0c"), Convert.FromHexString("f0f1f2f3f4f5f6f7f8f9"));
        Assert.Equal("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf", Convert.ToHexStringLower(okm));
    }

    [Fact]
    public void Another_key_salt_or_report_has_another_secret_and_the_same_has_the_same()
    {
        byte[] secret = TrackingToken.Make("town", Id, Key, Salt).Secret;
        Assert.Equal(secret, TrackingToken.Make("town", Id, Key, Salt).Secret);
        Assert.NotEqual(secret, TrackingToken.Make("town", Id, Key + "0", Salt).Secret);
        Assert.NotEqual(secret, TrackingToken.Make("town", Id, Key, "ff" + Salt[2..]).Secret);
        Assert.NotEqual(secret, TrackingToken.Make("town", Guid.Parse("0198a0b0-c0d0-7000-8000-00000000002b"), Key, Salt).Secret);
    }

    [Fact]
    public void Without_a_key_every_secret_is_new()
        => Assert.Equal(100, Enumerable.Range(0, 100).Select(_ => TrackingToken.Make("town", Id, null, Salt).Hash()).Distinct().Count());

    [Fact]
    public void A_token_reads_back() => Check.ForSeeds(100, random =>
    {
        byte[] secret = new byte[32];
        random.NextBytes(secret);
        var token = new TrackingToken(random.Pick("town", "a-b", "unassigned"), Guid.NewGuid(), secret);
        Assert.True(TrackingToken.TryParse(token.ToString(), out TrackingToken? read));
        Assert.Equal((token.Jurisdiction, token.Id, token.Hash()), (read!.Jurisdiction, read.Id, read.Hash()));
        Assert.Matches("^[A-Za-z0-9._-]+$", token.ToString());
    });

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("town")]
    [InlineData("town.{id}")]
    [InlineData(".{id}.{secret}")]
    [InlineData("town.{id}.")]
    [InlineData("town..{secret}")]
    [InlineData("town.{id}.{secret}.")]
    [InlineData("town.{id}.{secret}x")]
    [InlineData("town.{id}.AAAA")]
    [InlineData("town.{dashed}.{secret}")]
    [InlineData("town.x{id}.{secret}")]
    [InlineData("town.{id}.!{secret}")]
    [InlineData("town.{id}.{secret}{secret}")]
    public void Other_texts_are_no_tokens(string text)
    {
        string written = TrackingToken.Make("town", Id, Key, Salt).ToString();
        text = text.Replace("{id}", Id.ToString("N"), StringComparison.Ordinal).Replace("{dashed}", Id.ToString(), StringComparison.Ordinal)
            .Replace("{secret}", written.Split('.')[2], StringComparison.Ordinal);
        Assert.False(TrackingToken.TryParse(text, out TrackingToken? token));
        Assert.Null(token);
    }

    [Fact]
    public void A_number_carries_the_id_in_Crockfords_base_32()
    {
        Assert.Equal("town-00000000000000000000000000", ReportNumber.Write("town", Guid.Empty));
        Assert.Equal("town-7ZZZZZZZZZZZZZZZZZZZZZZZZZ", ReportNumber.Write("town", Guid.AllBitsSet));
        Assert.Equal("a-b-0000000000000000000000001A", ReportNumber.Write("a-b", Guid.Parse("00000000-0000-0000-0000-00000000002a")));
        Check.ForSeeds(100, random =>
        {
            byte[] bytes = new byte[16];
            random.NextBytes(bytes);
            var value = System.Numerics.BigInteger.Zero;
            foreach (char c in ReportNumber.Write("t", new Guid(bytes, bigEndian: true))[2..])
            {
                value = (value * 32) + "0123456789ABCDEFGHJKMNPQRSTVWXYZ".IndexOf(c, StringComparison.Ordinal);
            }

            Assert.Equal(new System.Numerics.BigInteger(bytes, isUnsigned: true, isBigEndian: true), value);
        });
    }

    private static byte[] Hkdf(byte[] key, byte[] salt, byte[] info) => HMACSHA256.HashData(HMACSHA256.HashData(salt, key), (byte[])[.. info, 1]);
}
