using Microsoft.IdentityModel.Protocols;

namespace CommonGround.Platform.Authentication;

/// <summary>How <see cref="IssuerMetadata"/> asks an issuer for its metadata.</summary>
/// <param name="Address">Of the discovery document.</param>
/// <param name="Retriever">Reads a document, over https outside Development.</param>
/// <param name="Issuers">The issuers that the metadata may name: the allow-list (OAU-03).</param>
/// <param name="RenewAfter">The age at which the metadata is fetched anew: a withdrawn key is refused after this time.</param>
/// <param name="Spacing">The least time between two fetches, whatever callers send.</param>
internal sealed record IssuerSettings(
    string Address, IDocumentRetriever Retriever, IReadOnlySet<string> Issuers, TimeSpan RenewAfter, TimeSpan Spacing);
