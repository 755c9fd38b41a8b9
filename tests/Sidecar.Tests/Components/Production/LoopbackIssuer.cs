using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CommonGround.Sidecar.Tests.Components.Production;

/// <summary>An issuer of tokens on loopback, over https as production asks for, with a certificate and a key of this run.</summary>
internal sealed class LoopbackIssuer : IAsyncDisposable
{
    public const string Audience = "https://api.example.nl/voorbeeld-component";

    private readonly RSA _key = RSA.Create(2048);
    private readonly X509Certificate2 _certificate;
    private WebApplication? _server;

    private LoopbackIssuer() => _certificate = NewCertificate();

    public string Address => _server!.Urls.Single();

    /// <summary>What trusts it, as a file of certificates has it.</summary>
    public string TrustedPem => _certificate.ExportCertificatePem();

    public static async Task<LoopbackIssuer> StartAsync()
    {
        var issuer = new LoopbackIssuer();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().UseUrls("https://127.0.0.1:0")
            .ConfigureKestrel(kestrel => kestrel.ConfigureHttpsDefaults(https => https.ServerCertificate = issuer._certificate));
        issuer._server = builder.Build();
        issuer._server.Run(context => context.Response.WriteAsJsonAsync(issuer.Document(context.Request.Path)));
        await issuer._server.StartAsync();
        return issuer;
    }

    /// <summary>A token of a client that may do everything with the sample.</summary>
    public string Token()
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var head = Part(new { alg = "RS256", typ = "at+jwt", kid = "proef" });
        var claims = Part(new
        {
            iss = Address,
            aud = Audience,
            azp = "zaaksysteem",
            jti = Guid.NewGuid(),
            iat = now,
            exp = now + 3600,
            scope = "aanvragen.lezen aanvragen.schrijven aanvragen.zoeken",
        });
        var signature = _key.SignData(Encoding.ASCII.GetBytes($"{head}.{claims}"), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{head}.{claims}.{Base64Url.EncodeToString(signature)}";
    }

    public async ValueTask DisposeAsync()
    {
        await _server!.StopAsync(new CancellationToken(canceled: true));
        await _server.DisposeAsync();
        _certificate.Dispose();
        _key.Dispose();
    }

    private static X509Certificate2 NewCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private static string Part(object value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));

    private object Document(PathString path)
    {
        if (path != "/jwks")
        {
            return new { issuer = Address, jwks_uri = $"{Address}/jwks" };
        }

        var key = _key.ExportParameters(includePrivateParameters: false);
        return new { keys = new[] { new { kty = "RSA", use = "sig", kid = "proef", n = Base64Url.EncodeToString(key.Modulus), e = Base64Url.EncodeToString(key.Exponent) } } };
    }
}
