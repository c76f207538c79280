using GridSteward.Functions.Tests.Engines;

namespace GridSteward.Functions.Tests.MainJob;

public sealed class SettingUpOnAzure(AzureEngine engine) : SettingUp(engine);

public sealed class RegisteringOnAzure(AzureEngine engine) : Registering(engine);

public sealed class ChangingOnAzure(AzureEngine engine) : Changing(engine);

public sealed class AreasOnAzure(AzureEngine engine) : Areas(engine);

public sealed class AreaBordersOnAzure(AzureEngine engine) : AreaBorders(engine);

public sealed class ReportingOnAzure(AzureEngine engine) : Reporting(engine);

public sealed class IntakeOnAzure(AzureEngine engine) : Intake(engine);

public sealed class HandlingOnAzure(AzureEngine engine) : Handling(engine);

public sealed class PhotographingOnAzure(AzureEngine engine) : Photographing(engine);

public sealed class CrashesOnAzure(AzureEngine engine) : Crashes(engine);

public sealed class LoopOnAzure(AzureEngine engine) : Loop(engine);

public sealed class AreaReportsOnAzure(AzureEngine engine) : AreaReports(engine);

public sealed class MapsAndLocateOnAzure(AzureEngine engine) : MapsAndLocate(engine);

public sealed class PointLinesOnAzure(AzureEngine engine) : PointLines(engine);

public sealed class InOtherSystemsOnAzure(AzureEngine engine) : InOtherSystems(engine);

public sealed class CoverageReportsOnAzure(AzureEngine engine) : CoverageReports(engine);

public sealed class ReassigningOnAzure(AzureEngine engine) : Reassigning(engine);

public sealed class BulkWorkOnAzure(AzureEngine engine) : BulkWork(engine);

public sealed class ImportsOnAzure(AzureEngine engine) : Imports(engine);

public sealed class PrivacyOverTimeOnAzure(AzureEngine engine) : PrivacyOverTime(engine);

public sealed class ExportingOnAzure(AzureEngine engine) : Exporting(engine);

public sealed class ExplainingOnAzure(AzureEngine engine) : Explaining(engine);

public sealed class PastOnAzure(AzureEngine engine) : Past(engine);

public sealed class DuplicatingOnAzure(AzureEngine engine) : Duplicating(engine);

public sealed class BatchesOnAzure(AzureEngine engine) : Batches(engine);

public sealed class ModeratingOnAzure(AzureEngine engine) : Moderating(engine);

public sealed class PrivateCasesOnAzure(AzureEngine engine) : PrivateCases(engine);

public sealed class DeadlinesOnAzure(AzureEngine engine) : Deadlines(engine);
public sealed class NotifyingOnAzure(AzureEngine engine) : Notifying(engine);

public sealed class CardsAndRegionsOnAzure(AzureEngine engine) : CardsAndRegions(engine);
public sealed class VisitingOnAzure(AzureEngine engine) : Visiting(engine);
