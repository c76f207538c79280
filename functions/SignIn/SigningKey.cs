using System.Security.Cryptography;
using GridSteward.Stores;
using Microsoft.Extensions.Configuration;
using Microsoft.IdentityModel.Tokens;

namespace GridSteward.Functions.SignIn;

/// <summary>The embedded issuer's key: ECDSA P-256, made at first use and kept in the data folder, readable by its owner only.</summary>
public sealed class SigningKey(IConfiguration configuration)
{
    private readonly string path = Path.Combine(configuration[StoresOptions.DataFolderSetting] ?? "data", "keys", "sign-in.pem");
    private ECDsaSecurityKey? key;

    public ECDsaSecurityKey Key => key ?? Loaded();

    /// <summary>What is wrong with the key; null where it is in use and where it belongs.</summary>
    public string? Fault()
    {
        try
        {
            string inUse = Key.KeyId;
            using var kept = ECDsa.Create();
            kept.ImportFromPem(File.ReadAllText(path));
            return IdOf(kept) == inUse ? null : "The signing key in the data folder is another than the one in use.";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
        {
            return $"The signing key cannot be read from the data folder: {e.Message}";
        }
    }

    private ECDsaSecurityKey Loaded() => Interlocked.CompareExchange(ref key, Load(path), null) ?? key;

    private static ECDsaSecurityKey Load(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        for (int i = 0; ; i++)
        {
            if (File.Exists(path))
            {
                var known = ECDsa.Create();
                known.ImportFromPem(File.ReadAllText(path));
                return new ECDsaSecurityKey(known) { KeyId = IdOf(known) };
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

    private static string IdOf(ECDsa key) => Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()))[..16];
}
