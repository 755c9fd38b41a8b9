using System.Text;

namespace Voorbeeld.Component.Tests.Rules;

/// <summary>Requests with the number where it does not belong: what a client does that is made in haste.</summary>
internal static class CanaryMistakes
{
    private static readonly string[] s_headers =
    [
        "Accept: application/999993653", "Accept-Language: 999993653", "Idempotency-Key: 999993653", "If-Match: \"999993653\"", "If-Match: 999993653",
        "If-None-Match: \"999993653\"", "Authorization: Bearer 999993653", "Authorization: 999993653", "User-Agent: 999993653", "Origin: https://999993653.example.nl",
        "Referer: https://example.nl/999993653", "X-Request-Id: 999993653", "Fsc-Transaction-Id: 999993653", "Cookie: bsn=999993653",
        "traceparent: 999993653", "baggage: bsn=999993653",
        "X-Forwarded-Host: 999993653.example.nl", "X-Forwarded-For: 999993653", "X-999993653: ja",
    ];

    private static readonly string[] s_bodies =
    [
        "999993653", "\"999993653\"", "[999993653]", "{\"999993653\":1}", "{\"bsn\":999993653", "{999993653}", "{\"a\":{\"999993653\":[\"999993653\"]}}",
        "{\"a\":\"999993653\",\"a\":\"999993653\"}", "", "null", "\u0001999993653",
    ];

    /// <param name="operation">What is called.</param>
    /// <param name="path">Its path, with the ids of what is there.</param>
    public static IEnumerable<HttpRequestMessage> Of(CanaryOperation operation, string path)
    {
        yield return operation.Request($"{path}/{Canary.Bsn}");
        yield return operation.Request($"{path[..path.LastIndexOf('/')]}/{Canary.Bsn}");
        yield return operation.Request($"{path}?burgerservicenummer={Canary.Bsn}");
        yield return operation.Request($"{path}?{Canary.Bsn}=ja");
        yield return operation.Request($"{path}?limit={Canary.Bsn}&cursor={Canary.Bsn}");

        foreach (var header in s_headers)
        {
            var request = operation.Request(path);
            var name = header[..header.IndexOf(':')];
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, header[(name.Length + 2)..]);
            yield return request;
        }

        var unconditional = operation.Request(path);
        unconditional.Headers.IfMatch.Clear();
        yield return unconditional;

        var tracestate = operation.Request(path);
        tracestate.Headers.TryAddWithoutValidation("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        tracestate.Headers.TryAddWithoutValidation("tracestate", $"bsn={Canary.Bsn}");
        yield return tracestate;

        foreach (var body in operation.HasBody ? s_bodies : [])
        {
            yield return operation.Request(path, body);
        }

        if (operation.HasBody)
        {
            // It asks before it sends: who is refused while he still writes may find the connection closed before he reads why. A connection whose
            // body was not read is of no use to the next request.
            var large = operation.Request(path, $"{{\"a\":\"{Canary.Bsn}{new string('x', 3 * 1024 * 1024)}\"}}");
            large.Headers.ExpectContinue = true;
            large.Headers.ConnectionClose = true;
            yield return large;
            var media = operation.Request(path);
            media.Content = new StringContent(operation.Body, Encoding.UTF8);
            media.Content.Headers.Remove("Content-Type");
            media.Content.Headers.TryAddWithoutValidation("Content-Type", $"application/{Canary.Bsn}");
            yield return media;
        }
    }
}
