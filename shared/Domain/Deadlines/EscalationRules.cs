namespace GridSteward.Domain.Deadlines;

/// <summary>How overdue reports climb.</summary>
/// <param name="StepHours">Hours, by the report's own clock, after which the next level is told; 0.25 to 720.</param>
/// <param name="UrgentStepHours">The same for urgent reports; null for <paramref name="StepHours"/>.</param>
/// <param name="EmergencyStepHours">The same for emergencies; null for the urgent reports' hours.</param>
public sealed record EscalationRules(double StepHours, double? UrgentStepHours = null, double? EmergencyStepHours = null)
{
    /// <summary>Where a jurisdiction does not say: a day, four hours, and one.</summary>
    public static EscalationRules Default { get; } = new(24, 4, 1);

    /// <summary>How long a level has before the next is told.</summary>
    public TimeSpan StepOf(Severity severity) => TimeSpan.FromHours(severity switch
    {
        Severity.Emergency => EmergencyStepHours ?? UrgentStepHours ?? StepHours,
        Severity.Urgent => UrgentStepHours ?? StepHours,
        _ => StepHours,
    });

    /// <summary>Every fault, by JSON path.</summary>
    public IEnumerable<Fault> Faults()
        => new (string Name, double? Hours)[] { ("stepHours", StepHours), ("urgentStepHours", UrgentStepHours), ("emergencyStepHours", EmergencyStepHours) }
            .Where(f => f.Hours is not (null or (>= 0.25 and <= 720)))
            .Select(f => new Fault($"$.escalation.{f.Name}", "0.25 to 720 hours."));
}
