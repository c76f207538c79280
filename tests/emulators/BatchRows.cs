using System.Reflection;
using Microsoft.Azure.Cosmos;
using Microsoft.Azure.Cosmos.Serialization.HybridRow;
using Microsoft.Azure.Cosmos.Serialization.HybridRow.IO;
using Microsoft.Azure.Cosmos.Serialization.HybridRow.Layouts;
using Microsoft.Azure.Cosmos.Serialization.HybridRow.RecordIO;
using Microsoft.Azure.Cosmos.Serialization.HybridRow.Schemas;

namespace GridSteward.Tests.Emulators;

/// <summary>One operation of a batch, as asked and as answered.</summary>
internal sealed class BatchRow
{
    public const int Create = 0, Delete = 4, Replace = 5, Upsert = 20;

    public int Type;
    public string? Id;
    public string? IfMatch;
    public byte[]? Body;
    public int Status;
    public string? ETag;
}

/// <summary>The HybridRow form in which the SDK sends a batch and wants its answer; the two layouts are internal to the SDK.</summary>
internal static class BatchRows
{
    private static readonly Type Provider = typeof(CosmosClient).Assembly.GetType("Microsoft.Azure.Cosmos.BatchSchemaProvider", throwOnError: true)!;
    private static readonly LayoutResolver Resolver = Get<LayoutResolverNamespace>("BatchLayoutResolver");
    private static readonly Layout ResultLayout = Get<Layout>("BatchResultLayout");

    public static async Task<List<BatchRow>> DecodeAsync(Stream content)
    {
        List<BatchRow> rows = [];
        Result Visit(ReadOnlyMemory<byte> record)
        {
            RowReader reader = new(record, HybridRowVersion.V1, Resolver);
            BatchRow row = new();
            while (reader.Read())
            {
                _ = reader.Path.ToString() switch
                {
                    "operationType" => reader.ReadInt32(out row.Type),
                    "id" => reader.ReadString(out row.Id),
                    "ifMatch" => reader.ReadString(out row.IfMatch),
                    "resourceBody" => reader.ReadBinary(out row.Body),
                    _ => Result.Success,
                };
            }

            rows.Add(row);
            return Result.Success;
        }

        Check(await RecordIOStream.ReadRecordIOAsync(content, (Func<ReadOnlyMemory<byte>, Result>)Visit, null, new MemorySpanResizer<byte>(4096)));
        return rows;
    }

    public static async Task<byte[]> EncodeAsync(List<BatchRow> rows)
    {
        Result Produce(long index, out ReadOnlyMemory<byte> record)
        {
            record = default;
            if (index >= rows.Count)
            {
                return Result.Success;
            }

            RowBuffer buffer = new(4096, new MemorySpanResizer<byte>(4096));
            buffer.InitLayout(HybridRowVersion.V1, ResultLayout, Resolver);
            Result result = RowWriter.WriteBuffer(ref buffer, rows[(int)index], Write);
            record = result == Result.Success ? buffer.ToArray() : default;
            return result;
        }

        using MemoryStream written = new();
        Check(await RecordIOStream.WriteRecordIOAsync(written, new Segment("BatchResponse", default(Namespace)), Produce, new MemorySpanResizer<byte>(4096)));
        return written.ToArray();
    }

    private static Result Write(ref RowWriter writer, TypeArgument type, BatchRow row)
    {
        Result result = writer.WriteInt32("statusCode", row.Status);
        if (result == Result.Success && row.ETag is not null)
        {
            result = writer.WriteString("eTag", row.ETag);
        }

        return result == Result.Success ? writer.WriteFloat64("requestCharge", 1) : result;
    }

    private static void Check(Result result)
    {
        if (result != Result.Success)
        {
            throw new InvalidDataException($"HybridRow: {result}");
        }
    }

    private static T Get<T>(string name) => (T)Provider.GetProperty(name, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!.GetValue(null)!;
}
