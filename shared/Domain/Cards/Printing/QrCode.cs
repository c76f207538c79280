namespace GridSteward.Domain.Cards.Printing;

/// <summary>A QR code (ISO/IEC 18004): its modules row by row, dark ones true, without the quiet zone around them.</summary>
public sealed record QrCode(IReadOnlyList<bool[]> Rows);

/// <summary>Makes QR codes.</summary>
public interface IQrCodes
{
    /// <summary>The code of a text, which stays readable when 15 % of it is damaged (level M).</summary>
    QrCode Make(string text);
}
