using GridSteward.Domain.Cards.Printing;
using QRCoder;

namespace GridSteward.Pictures;

/// <summary>Makes QR codes.</summary>
public sealed class QrCodes : IQrCodes
{
    /// <summary>What the library puts around the code.</summary>
    private const int Quiet = 4;

    /// <inheritdoc/>
    public QrCode Make(string text)
    {
        using QRCodeData data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        return new QrCode([.. data.ModuleMatrix.Skip(Quiet).SkipLast(Quiet).Select(row => row.Cast<bool>().Skip(Quiet).SkipLast(Quiet).ToArray())]);
    }
}
