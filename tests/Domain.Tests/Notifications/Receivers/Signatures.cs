using System.Security.Cryptography;
using System.Text;

namespace GridSteward.Tests.Receivers;

/// <summary>How receivers check signatures, written from their documentation and by other means than the sender: HMAC (RFC 2104) from plain SHA-256.</summary>
public static class Signatures
{
    /// <summary>Whether a signed webhook (Standard Webhooks) is signed with this secret.</summary>
    public static bool IsSigned(Received request, string secret)
    {
        string content = $"{request.Headers["webhook-id"]}.{request.Headers["webhook-timestamp"]}.{request.Body}";
        string wanted = "v1," + Convert.ToBase64String(Hmac(Convert.FromBase64String(secret.Split('_')[1]), Encoding.UTF8.GetBytes(content)));
        return request.Headers["webhook-signature"].Split(' ').Contains(wanted);
    }

    /// <summary>钉钉: the secret is the key, time and secret are the content.</summary>
    public static bool IsOfDingTalk(Received request, string secret)
        => request.Query["sign"] == Convert.ToBase64String(Hmac(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(request.Query["timestamp"] + "\n" + secret)));

    /// <summary>飞书: time and secret are the key, nothing is the content.</summary>
    public static bool IsOfFeishu(string timestamp, string sign, string secret)
        => sign == Convert.ToBase64String(Hmac(Encoding.UTF8.GetBytes(timestamp + "\n" + secret), []));

    public static byte[] Hmac(byte[] key, byte[] content)
    {
        byte[] block = new byte[64];
        (key.Length > 64 ? SHA256.HashData(key) : key).CopyTo(block, 0);
        byte[] inner = SHA256.HashData([.. block.Select(b => (byte)(b ^ 0x36)), .. content]);
        return SHA256.HashData([.. block.Select(b => (byte)(b ^ 0x5c)), .. inner]);
    }
}
