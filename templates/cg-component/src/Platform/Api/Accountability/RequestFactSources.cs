using CommonGround.Platform.Authentication;
using CommonGround.Platform.Logging.Audit;
using CommonGround.Platform.Logging.Processing;

namespace CommonGround.Platform.Api.Accountability;

/// <summary>Where the facts of requests come from; one for all of them.</summary>
internal sealed record RequestFactSources(
    Tenancy Tenancy, OperationNames Names, CallingApplications Applications, ProcessingOptions Options, RequestAudit Audit);
