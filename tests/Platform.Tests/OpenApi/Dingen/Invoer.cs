using Microsoft.AspNetCore.Http;

namespace CommonGround.Platform.Tests.OpenApi.Dingen;

/// <summary>Binds itself, as the bodies of the platform do.</summary>
internal sealed record Invoer<T>(T? Value)
{
    public static ValueTask<Invoer<T>?> BindAsync(HttpContext context) => ValueTask.FromResult<Invoer<T>?>(new(default(T)));
}
