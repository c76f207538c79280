using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using GridSteward.Domain;
using GridSteward.Domain.Assignments;
using GridSteward.Domain.Notifications;
using GridSteward.Domain.Reports;
using GridSteward.Functions.Http;

namespace GridSteward.Functions.Reports;

/// <summary>What a reporter can do with their report.</summary>
[JsonConverter(typeof(WireEnumConverter<ReportersMove>))]
public enum ReportersMove
{
    Withdraw,
    RequestReopen,
}

/// <summary>Reads reports and their moves from bodies.</summary>
public static partial class ReportInput
{
    private const int MaxWords = 4000;

    public static ReportSubmission ReadReport(this JsonInput input)
    {
        string category = input.RequiredText("category", 40);
        if (category.Length > 0 && !CodePattern().IsMatch(category))
        {
            input.Faults.Add(new Fault("$.category", "The code of a category: lower-case letters, digits and hyphens."));
        }

        var where = new Whereabouts(
            input.Position("point"), input.Text("household", 300), input.Text("building", 300), input.Text("card", 60), input.Text("jurisdiction", 40));
        input.Faults.AddRange(where.Faults());

        JsonInput? contact = input.Nested("contact");
        var submission = new ReportSubmission(
            category, input.Text("words", MaxWords), where, input.Choice<ReportSource>("source") ?? ReportSource.Resident, input.Time("clientTime"), input.Uuid("clientId"),
            contact?.Text("name", 100), contact?.Text("phone", 40))
        {
            ContactEmail = contact?.ReadEmail("email"),
        };
        input.Finish();
        return submission;
    }

    /// <summary>An e-mail address as it is kept.</summary>
    private static string? ReadEmail(this JsonInput input, string name)
    {
        if (input.Text(name, 254) is not { } text)
        {
            return null;
        }

        string? address = EmailAddress.Parse(text);
        if (address is null)
        {
            input.Faults.Add(new Fault(input.PathOf(name), "An e-mail address."));
        }

        return address;
    }

    /// <summary>A move of the report with this reference; what goes with which move is asked later.</summary>
    public static WantedMove ReadMove(this JsonInput input, string jurisdiction, string id, Func<string, bool> seen)
    {
        Move move = input.Choice<Move>("move", required: true) ?? default;
        var wanted = new WantedMove(jurisdiction, id, move, input.Text("note", MaxWords), seen)
        {
            Assignee = input.Text("assignee", 300),
            Until = input.Time("until"),
            To = input.Text("to", 40),
            Category = input.Text("category", 40),
        };
        input.Finish();
        return wanted;
    }

    /// <summary>A move of the reporter's.</summary>
    public static (Move Move, string? Note) ReadReportersMove(this JsonInput input)
    {
        ReportersMove move = input.Choice<ReportersMove>("move", required: true) ?? default;
        string? note = input.Text("note", MaxWords);
        input.Finish();
        return (move == ReportersMove.Withdraw ? Move.Withdraw : Move.RequestReopen, note);
    }

    [GeneratedRegex(@"^[a-z][a-z0-9-]{0,39}\z")]
    private static partial Regex CodePattern();
}
