using GridSteward.Domain.Privacy;
using GridSteward.Functions.Http;

namespace GridSteward.Functions.Privacy;

/// <summary>Reads from a body whose data are wanted.</summary>
public static class PersonInput
{
    public static (PersonTerms Terms, string? Tracking) ReadPerson(this JsonInput input)
    {
        var terms = new PersonTerms
        {
            Name = input.Text("name", 100),
            Phone = input.Text("phone", 40),
            Household = input.Text("household", 64),
            Report = input.Text("report", 64),
            Visit = input.Text("visit", 64),
            Steward = input.Text("steward", 64),
        };
        string? tracking = input.Text("trackingToken", 300);
        if (tracking is null && terms == new PersonTerms())
        {
            input.Faults.Add(new("$", "At least one of name, phone, household, report, trackingToken, visit and steward."));
        }

        if (tracking is not null && terms.Report is not null)
        {
            input.Faults.Add(new("$.trackingToken", "Names a report, and so does report; send one of them."));
        }

        if (terms.Phone is { } phone && !phone.Any(char.IsDigit))
        {
            input.Faults.Add(new("$.phone", "Holds no digit."));
        }

        input.Finish();
        return (terms, tracking);
    }
}
