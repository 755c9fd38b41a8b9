using CommonGround.Platform.Logging;
using CommonGround.Platform.Logging.Audit;
using CommonGround.Platform.Logging.Processing;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;
using CommonGround.Platform.Tests.Logging.Audit;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Tests.Logging;

/// <summary>A component of which the test is a job.</summary>
public abstract class JobTest : IAsyncLifetime
{
    private protected const string Name = "Verwijder oude dossiers";

    private protected LoggedComponent Component { get; private set; } = null!;

    private protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private protected IProcessing Processing => Component.App.Services.GetRequiredService<IProcessing>();

    private protected IDocuments Documents => Component.App.Services.GetRequiredService<IDocuments>();

    public async ValueTask InitializeAsync() => Component = await LoggedComponent.StartAsync(DossiersApi.Map);

    public async ValueTask DisposeAsync()
    {
        await Component.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> job) => Processing.RunAsync(LoggedComponent.Tenant, DossiersApi.Activity, Name, job, Cancel);

    private protected Task<Document<Dossier>> CreateAsync(Bsn person, CancellationToken cancellationToken) => Documents.ChangeAsync(
        LoggedComponent.Tenant, (changes, _) => Task.FromResult(changes.Create(DossiersApi.Dossiers, new Dossier { Naam = "Jansen", Hoofdpersoon = person })), cancellationToken);

    private protected string SubjectOf(Bsn person) => Component.App.Services.GetRequiredService<SubjectPseudonyms>().Of(LoggedComponent.Tenant, 1, person);

    private protected async Task<IReadOnlyList<(Oin Owner, AuditLine Line)>> AuditAsync() =>
        [.. (await Component.App.Services.AuditLinesAsync()).Where(line => line.Line.Action == "job")];
}
