using CommonGround.Platform.Telemetry;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace CommonGround.Platform.OpenApi;

/// <summary>What the API is, who answers for it and where it is reached (ADR-21, ADR-24, ADR-25).</summary>
internal sealed class DocumentInfo(IOptions<ApiDescriptionOptions> options, ServiceIdentity service) : IOpenApiDocumentTransformer
{
    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        var api = options.Value;
        document.Info = new OpenApiInfo
        {
            Title = api.Title,
            Version = service.Version,
            Description = api.Description,
            Contact = new OpenApiContact { Name = api.Contact.Name, Email = api.Contact.Email, Url = api.Contact.Url },
            License = new OpenApiLicense { Name = "EUPL-1.2", Url = new Uri("https://eupl.eu/1.2/nl/") },
        };

        // The same in every environment, so not where this process listens.
        document.Servers = [new OpenApiServer { Url = api.ServerUrl!.ToString(), Description = "Productie" }];
        ApiHeaders.AddVersion(document, service.Version);
        return Task.CompletedTask;
    }
}
