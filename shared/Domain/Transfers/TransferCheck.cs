using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using GridSteward.Domain.Jurisdictions;

namespace GridSteward.Domain.Transfers;

/// <summary>
/// Looks at every line of a jurisdiction's file before anything of it is written: that it is whole and unchanged, in order, of this
/// jurisdiction, and that this version of the program keeps everything that is in it. Names every fault by its line.
/// </summary>
internal sealed partial class TransferCheck
{
    /// <summary>So many faults are enough to see what is wrong.</summary>
    public const int MaxFaults = 50;

    private const long MaxBlobBytes = 1L << 30;

    private static readonly List<string> Groups = [.. TransferKinds.Moved.Select(k => k.Key), .. TransferKinds.MovedBlobs.Select(c => "blobs/" + TransferKinds.NameOf(c))];

    private readonly TransferPlan plan;
    private readonly LineChain chain;
    private readonly Dictionary<string, long> documents;
    private readonly List<Fault> faults = [];
    private string lastGroup;
    private string lastName;
    private long blobs;
    private bool hasSettings;
    private TransferEnd? end;
    private TransferBlob? open;
    private long openLine;
    private long missing;
    private IncrementalHash? hash;

    public TransferCheck(TransferPlan plan, CheckCursor cursor)
    {
        this.plan = plan;
        chain = new LineChain(cursor.Chain);
        documents = new(cursor.Documents);
        lastGroup = cursor.LastGroup;
        lastName = cursor.LastName;
        blobs = cursor.Blobs;
        hasSettings = cursor.HasSettings;
    }

    /// <summary>What is wrong so far.</summary>
    public IReadOnlyList<Fault> Faults => faults;

    /// <summary>Whether the check can be put down here and taken up again: not in the middle of a blob.</summary>
    public bool CanPause => open is null;

    /// <summary>Where it goes on, after the line that ends at the offset.</summary>
    public CheckCursor CursorAt(long offset, long line) => new()
    {
        Offset = offset,
        Line = line,
        Chain = chain.Text,
        LastGroup = lastGroup,
        LastName = lastName,
        Documents = new Dictionary<string, long>(documents),
        Blobs = blobs,
        HasSettings = hasSettings,
    };

    /// <summary>Looks at a line.</summary>
    public void Take(long number, ReadOnlyMemory<byte> line)
    {
        if (end is not null)
        {
            Fail(number, "Stands after the end.");
            return;
        }

        TransferLine? read = TransferLine.Read(line);
        if (read is not TransferLine.Chunk && open is not null)
        {
            CloseBlob();
        }

        switch (read)
        {
            case TransferLine.Head head when number == 1:
                CheckHead(head.Value);
                break;
            case TransferLine.Document document when number > 1:
                CheckDocument(number, document);
                break;
            case TransferLine.Blob blob when number > 1:
                OpenBlob(number, blob.Value);
                break;
            case TransferLine.Chunk chunk when open is not null:
                missing -= chunk.Content.Length;
                hash!.AppendData(chunk.Content);
                if (missing <= 0)
                {
                    CloseBlob();
                }

                break;
            case TransferLine.End last:
                end = last.Value;
                CheckEnd(number, last.Value);
                break;
            default:
                Fail(number, read is null ? "Is no line of such a file, or one of a newer version." : "Stands where no such line can.");
                break;
        }

        chain.Add(line.Span);
    }

    /// <summary>Looks at what only the end of the file tells.</summary>
    public void Finish(long lines)
    {
        if (end is null)
        {
            Fail(lines, "The file ends here without its last line: it was cut off.");
        }
        else if (!hasSettings && faults.Count == 0)
        {
            Fail(lines, "The jurisdiction's settings are not in the file.");
        }
    }

    /// <summary>What is wrong with the head of a file; null where nothing is.</summary>
    public static string? FaultOf(TransferHead head)
        => head.Format != TransferHead.Name ? $"Is not the format {TransferHead.Name}."
            : head.Version != TransferHead.CurrentVersion ? $"Is of version {head.Version}; this program reads version {TransferHead.CurrentVersion}."
            : !JurisdictionRules.IsCode(head.Jurisdiction) || head.Entry is not { Key: JurisdictionEntry.ListKey, Arriving: null } entry || entry.Id != head.Jurisdiction
                ? "Its entry in the list is not that of a jurisdiction."
            : null;

    private void CheckHead(TransferHead head)
    {
        if (FaultOf(head) is { } fault)
        {
            Fail(1, fault);
        }
        else if (head.Jurisdiction != plan.Jurisdiction)
        {
            Fail(1, $"Is of the jurisdiction '{head.Jurisdiction}'.");
        }
    }

    private void CheckDocument(long number, TransferLine.Document document)
    {
        if (TransferKinds.Moved.FirstOrDefault(k => k.Key == document.Key) is not { } kind)
        {
            Fail(number, $"Is of the kind '{document.Key}', which this version of the program does not know or does not move.");
            return;
        }

        if (kind.FaultOf(document.Value, plan.Jurisdiction) is { } fault)
        {
            Fail(number, fault);
            return;
        }

        string id = document.Value.GetProperty("id").GetString()!;
        CheckOrder(number, kind.Key, id);
        documents[document.Container] = documents.GetValueOrDefault(document.Container) + 1;
        hasSettings |= kind.Kind == Kinds.Jurisdiction && id == Jurisdiction.OnlyId;
    }

    private void OpenBlob(long number, TransferBlob blob)
    {
        string group = "blobs/" + blob.Container;
        if (!Groups.Contains(group))
        {
            Fail(number, $"Is a blob of '{blob.Container}', which this version of the program does not know or does not move.");
        }
        else if (!blob.Name.StartsWith(plan.Jurisdiction + "/", StringComparison.Ordinal) || !BlobName().IsMatch(blob.Name))
        {
            Fail(number, "Has a name that no blob of the jurisdiction can have.");
        }
        else if (blob.Length is < 0 or > MaxBlobBytes)
        {
            Fail(number, $"Is longer than {MaxBlobBytes} bytes.");
        }
        else
        {
            CheckOrder(number, group, blob.Name);
        }

        open = blob;
        openLine = number;
        missing = blob.Length;
        hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        blobs++;
        if (missing == 0)
        {
            CloseBlob();
        }
    }

    private void CloseBlob()
    {
        string found = Convert.ToHexStringLower(hash!.GetHashAndReset());
        if (missing != 0 || found != open!.Sha256)
        {
            Fail(openLine, "The blob's pieces are not what was written.");
        }

        hash.Dispose();
        hash = null;
        open = null;
    }

    private void CheckOrder(long number, string group, string name)
    {
        int order = lastGroup.Length == 0 ? 1 : Groups.IndexOf(group).CompareTo(Groups.IndexOf(lastGroup));
        if (order == 0)
        {
            order = Encoding.UTF8.GetBytes(name).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(lastName));
        }

        if (order <= 0)
        {
            Fail(number, "Does not come after the line before it, or is there twice.");
        }

        lastGroup = group;
        lastName = name;
    }

    private void CheckEnd(long number, TransferEnd last)
    {
        if (faults.Count > 0)
        {
            // What was refused was not counted.
            return;
        }

        if (last.Chain != chain.Text || last.Blobs != blobs || !Same(last.Documents, documents))
        {
            Fail(number, "The lines before are not those that were written: some were changed, lost or added.");
        }
        else if (last.Changed.Count > 0 && !plan.AcceptChanged)
        {
            Fail(number, $"While the file was made these changed: {string.Join(", ", last.Changed)}. Export again when nobody works, or accept it (acceptChanged).");
        }
    }

    private static bool Same(IReadOnlyDictionary<string, long> one, Dictionary<string, long> other)
        => one.Count == other.Count && one.All(c => other.GetValueOrDefault(c.Key) == c.Value);

    private void Fail(long number, string message)
    {
        if (faults.Count < MaxFaults)
        {
            faults.Add(new Fault(string.Create(CultureInfo.InvariantCulture, $"line {number}"), message));
        }
    }

    /// <summary>The rules of <see cref="Storage.IBlobStore"/>.</summary>
    [GeneratedRegex(@"^[A-Za-z0-9._-]{1,200}(/(?!\.+(/|\z))[A-Za-z0-9._-]{1,200}){1,7}\z")]
    private static partial Regex BlobName();
}
