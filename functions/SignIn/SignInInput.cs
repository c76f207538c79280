using GridSteward.Domain;
using GridSteward.Domain.People;
using GridSteward.Functions.Http;

namespace GridSteward.Functions.SignIn;

/// <summary>Whom to invite, to what, for how long.</summary>
public sealed record WantedInvitation(string Name, IReadOnlyList<Grant> Grants, int Days);

/// <summary>Reads invitations from bodies.</summary>
public static class SignInInput
{
    private const int DefaultDays = 7;

    public static string ReadInvitationCode(this JsonInput input)
    {
        string code = input.RequiredText("invitation", 100);
        input.Finish();
        return code;
    }

    public static WantedInvitation ReadInvitation(this JsonInput input)
    {
        string name = input.RequiredText("name", 100);
        int days = input.WholeNumber("validDays", 1, 30) ?? DefaultDays;
        List<Grant> grants = [];
        foreach (JsonInput item in input.NestedList("grants", 20, required: true))
        {
            if (!Node.TryParse(item.RequiredText("node", 300), out Node node))
            {
                item.Faults.Add(new Fault(item.PathOf("node"), "deployment, jurisdiction:{code}, area:{jurisdiction}/{code}, team:{jurisdiction}/{id}, partner:{jurisdiction}/{id} or case:{jurisdiction}/{id}."));
            }

            grants.Add(new Grant(node, item.Choice<Preset>("preset", required: true) ?? default));
        }

        input.Finish();
        return new WantedInvitation(name, grants, days);
    }
}
