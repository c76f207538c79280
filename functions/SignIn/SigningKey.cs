using System.Globalization;
using System.Security.Cryptography;
using GridSteward.Stores;
using Microsoft.Extensions.Configuration;
using Microsoft.IdentityModel.Tokens;

namespace GridSteward.Functions.SignIn;

/// <summary>
/// The embedded issuer's key: ECDSA P-256, made at first use and kept in the data folder (<c>keys/sign-in.pem</c>), readable by its owner only. A former key that lies beside it as
/// <c>sign-in-until-2026-11-25.pem</c> signs nothing any more; what it has signed is good until that day begins, UTC.
/// </summary>
public sealed class SigningKey(IConfiguration configuration)
{
    private const string Former = "sign-in-until-", Ending = ".pem";

    private readonly Lazy<ECDsaSecurityKey> key = new(() => Load(Path.Combine(FolderOf(configuration), "sign-in.pem")));
    private readonly Lazy<IReadOnlyList<(ECDsaSecurityKey Key, DateTimeOffset Until)>> former = new(() => LoadFormer(FolderOf(configuration)));

    /// <summary>The key that signs.</summary>
    public ECDsaSecurityKey Key => key.Value;

    /// <summary>What is wrong with the key; null where it is in use and where it belongs.</summary>
    public string? Fault()
    {
        try
        {
            return Read(Path.Combine(FolderOf(configuration), "sign-in.pem")).KeyId == Key.KeyId
                ? null
                : "The signing key in the data folder is another than the one in use; a restart takes it.";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
        {
            return $"The signing key cannot be read from the data folder: {e.Message}";
        }
    }

    /// <summary>The keys whose signatures are good at that moment.</summary>
    /// <exception cref="InvalidDataException">A former key's file names no day.</exception>
    public IEnumerable<ECDsaSecurityKey> At(DateTimeOffset now) => [Key, .. former.Value.Where(f => now < f.Until).Select(f => f.Key)];

    private static string FolderOf(IConfiguration configuration) => Path.Combine(DataFolder.In(configuration), "keys");

    private static List<(ECDsaSecurityKey Key, DateTimeOffset Until)> LoadFormer(string folder)
        => !Directory.Exists(folder) ? [] : [.. Directory.EnumerateFiles(folder, Former + "*").Select(path => (Read(path), UntilOf(path)))];

    private static DateTimeOffset UntilOf(string path)
        => DateTimeOffset.TryParseExact(
            Path.GetFileName(path)[Former.Length..], $"yyyy-MM-dd'{Ending}'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset until)
            ? until
            : throw new InvalidDataException($"{path} names no day: a former key is called {Former}2026-11-25{Ending}, after the day (UTC) from which it is good for nothing.");

    private static ECDsaSecurityKey Load(string path)
    {
        DataFolder.CreatePrivate(Path.GetDirectoryName(path)!);
        for (int i = 0; ; i++)
        {
            if (File.Exists(path))
            {
                return Read(path);
            }

            // Written whole under another name, then moved without replacing: of two processes the first one's key stays.
            using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            string temporary = $"{path}.{Guid.NewGuid():N}";
            var fileOptions = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                fileOptions.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using (var stream = new FileStream(temporary, fileOptions))
            {
                stream.Write(System.Text.Encoding.ASCII.GetBytes(made.ExportPkcs8PrivateKeyPem()));
                stream.Flush(flushToDisk: true);
            }

            try
            {
                File.Move(temporary, path, overwrite: false);
            }
            catch (IOException) when (i == 0 && File.Exists(path))
            {
                File.Delete(temporary);
            }
        }
    }

    private static ECDsaSecurityKey Read(string path)
    {
        var known = ECDsa.Create();
        known.ImportFromPem(File.ReadAllText(path));
        return new ECDsaSecurityKey(known) { KeyId = IdOf(known) };
    }

    private static string IdOf(ECDsa key) => Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()))[..16];
}
