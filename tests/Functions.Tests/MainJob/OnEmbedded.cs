using GridSteward.Functions.Tests.Engines;

namespace GridSteward.Functions.Tests.MainJob;

public sealed class SettingUpOnEmbedded(EmbeddedEngine engine) : SettingUp(engine);

public sealed class RegisteringOnEmbedded(EmbeddedEngine engine) : Registering(engine);

public sealed class ChangingOnEmbedded(EmbeddedEngine engine) : Changing(engine);

public sealed class AreasOnEmbedded(EmbeddedEngine engine) : Areas(engine);

public sealed class AreaBordersOnEmbedded(EmbeddedEngine engine) : AreaBorders(engine);

public sealed class ReportingOnEmbedded(EmbeddedEngine engine) : Reporting(engine);

public sealed class IntakeOnEmbedded(EmbeddedEngine engine) : Intake(engine);

public sealed class HandlingOnEmbedded(EmbeddedEngine engine) : Handling(engine);

public sealed class PhotographingOnEmbedded(EmbeddedEngine engine) : Photographing(engine);

public sealed class CrashesOnEmbedded(EmbeddedEngine engine) : Crashes(engine);

public sealed class LoopOnEmbedded(EmbeddedEngine engine) : Loop(engine);

public sealed class AreaReportsOnEmbedded(EmbeddedEngine engine) : AreaReports(engine);

public sealed class MapsAndLocateOnEmbedded(EmbeddedEngine engine) : MapsAndLocate(engine);

public sealed class PointLinesOnEmbedded(EmbeddedEngine engine) : PointLines(engine);

public sealed class InOtherSystemsOnEmbedded(EmbeddedEngine engine) : InOtherSystems(engine);

public sealed class CoverageReportsOnEmbedded(EmbeddedEngine engine) : CoverageReports(engine);

public sealed class ReassigningOnEmbedded(EmbeddedEngine engine) : Reassigning(engine);

public sealed class BulkWorkOnEmbedded(EmbeddedEngine engine) : BulkWork(engine);

public sealed class ImportsOnEmbedded(EmbeddedEngine engine) : Imports(engine);

public sealed class PrivacyOverTimeOnEmbedded(EmbeddedEngine engine) : PrivacyOverTime(engine);

public sealed class ExportingOnEmbedded(EmbeddedEngine engine) : Exporting(engine);

public sealed class ExplainingOnEmbedded(EmbeddedEngine engine) : Explaining(engine);

public sealed class PastOnEmbedded(EmbeddedEngine engine) : Past(engine);

public sealed class DuplicatingOnEmbedded(EmbeddedEngine engine) : Duplicating(engine);

public sealed class BatchesOnEmbedded(EmbeddedEngine engine) : Batches(engine);

public sealed class ModeratingOnEmbedded(EmbeddedEngine engine) : Moderating(engine);

public sealed class PrivateCasesOnEmbedded(EmbeddedEngine engine) : PrivateCases(engine);

public sealed class DeadlinesOnEmbedded(EmbeddedEngine engine) : Deadlines(engine);
public sealed class NotifyingOnEmbedded(EmbeddedEngine engine) : Notifying(engine);

public sealed class CardsAndRegionsOnEmbedded(EmbeddedEngine engine) : CardsAndRegions(engine);
public sealed class VisitingOnEmbedded(EmbeddedEngine engine) : Visiting(engine);
