using System.Net;
using System.Net.Sockets;
using System.Text;
using CommonGround.Platform.Embedded;
using CommonGround.Platform.Embedded.Calls;
using CommonGround.Platform.Start;
using CommonGround.Platform.Tests.BuildingBlocks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Tests.Embedded.Calls;

/// <summary>Components on one machine that find each other by app-id, in the file that they share.</summary>
public sealed class EmbeddedInvocationTests : IDisposable
{
    private readonly EmbeddedFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_goes_and_comes_is_unchanged()
    {
        string? asked = null;
        await using var callee = await StartAsync("callee", async context =>
        {
            var body = await new StreamReader(context.Request.Body).ReadToEndAsync(context.RequestAborted);
            asked = $"{context.Request.Method} {context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget} " +
                $"{context.Request.Headers.IfMatch} {context.Request.Headers.Authorization} {body}";
            context.Response.StatusCode = 422;
            context.Response.Headers.ETag = "\"7\"";
            context.Response.ContentType = "application/problem+json";
            await context.Response.WriteAsync("""{"status":422}""");
        });
        await using var caller = await StartAsync("caller");

        using var client = caller.Client("callee");
        using var request = new HttpRequestMessage(HttpMethod.Put, "/v1/zaken/a%20b?velden=a,b&leeg");
        request.Headers.TryAddWithoutValidation("If-Match", "\"6\"");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer example.only.token");
        request.Content = new StringContent("{\"n\":1.10}", Encoding.UTF8, "application/json");
        using var answer = await client.SendAsync(request, Cancel);

        Assert.Equal("PUT /v1/zaken/a%20b?velden=a,b&leeg \"6\" Bearer example.only.token {\"n\":1.10}", asked);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "\"7\"", "application/problem+json"),
            (answer.StatusCode, answer.Headers.ETag?.Tag, answer.Content.Headers.ContentType?.MediaType));
        Assert.Equal("""{"status":422}""", await answer.Content.ReadAsStringAsync(Cancel));
        Assert.Equal("http://callee/v1/zaken/a%20b?velden=a,b&leeg", answer.RequestMessage!.RequestUri!.AbsoluteUri);
    }

    [Fact]
    public async Task A_redirect_and_a_cookie_are_answers_too()
    {
        var cookies = 0;
        await using var callee = await StartAsync("callee", context =>
        {
            cookies += context.Request.Headers.Cookie.Count;
            context.Response.StatusCode = 303;
            context.Response.Headers.Location = "/elders";
            context.Response.Headers.SetCookie = "a=b";
            return Task.CompletedTask;
        });
        await using var caller = await StartAsync("caller");
        using var client = caller.Client("callee");

        using var first = await client.GetAsync("/", Cancel);
        using var second = await client.GetAsync("/", Cancel);

        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.SeeOther, 0), (first.StatusCode, second.StatusCode, cookies));
    }

    [Fact]
    public async Task Who_calls_is_said_as_it_is_and_no_token_goes_along()
    {
        List<(string Name, string Value)> came = [];
        await using var callee = await StartAsync("callee", context =>
        {
            came.AddRange(context.Request.Headers.Select(header => (header.Key, $"{header.Value}")));
            return Task.CompletedTask;
        });
        await using var caller = await StartAsync("caller");
        using var client = caller.Client("callee");
        foreach (var (name, value) in new[] { ("Dapr-Caller-App-Id", "beheer"), ("dapr-api-token", "geraden"), ("Dapr-Caller-Namespace", "kube-system") })
        {
            client.DefaultRequestHeaders.Add(name, value);
        }

        using var answer = await client.GetAsync("/", Cancel);

        Assert.Equal(
            [("Dapr-Callee-App-Id", "callee"), ("Dapr-Caller-App-Id", "caller")],
            came.Where(header => header.Name.StartsWith("dapr", StringComparison.OrdinalIgnoreCase)).Order());
    }

    [Fact]
    public async Task Replicas_take_turns()
    {
        await using var one = await StartAsync("callee", context => context.Response.WriteAsync("een"));
        await using var other = await StartAsync("callee", context => context.Response.WriteAsync("twee"));
        await using var caller = await StartAsync("caller");
        using var client = caller.Client("callee");

        string[] answers = [await client.GetStringAsync("/", Cancel), await client.GetStringAsync("/", Cancel)];

        Assert.Equal(["een", "twee"], answers.Order());
    }

    [Fact]
    public async Task An_app_id_that_does_not_run_is_named_with_what_to_do()
    {
        await using var caller = await StartAsync("caller");
        await (await StartAsync("callee")).DisposeAsync();

        await IsNotFoundAsync(caller, "callee");
        await IsNotFoundAsync(caller, "onbekend");
    }

    [Fact]
    public async Task A_process_that_was_killed_is_not_found()
    {
        await using var caller = await StartAsync("caller");
        using var child = ChildProcess.Start("serve", _folder.StateFile, "callee");
        Assert.Equal("started", await child.LineAsync());
        using (var client = caller.Client("callee"))
        {
            Assert.Equal("callee", await client.GetStringAsync("/", Cancel));
        }

        child.Kill();
        await child.EndAsync();

        await IsNotFoundAsync(caller, "callee");
    }

    [Fact]
    public async Task A_process_that_runs_and_does_not_answer_is_told_from_one_that_does_not_run()
    {
        await using var caller = await StartAsync("caller");
        using var components = Components();
        await components.AddAsync("callee", FreePort(), Cancel);
        using var client = caller.Client("callee");

        var lost = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("/", Cancel));

        Assert.Equal(HttpRequestError.ConnectionError, lost.HttpRequestError);
        Assert.Contains("'callee' runs on this machine, but does not answer on 127.0.0.1:", lost.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_belongs_to_who_had_it_last()
    {
        var port = FreePort();
        using var components = Components();
        await components.AddAsync("eerst", port, Cancel);
        await using var component = await CalledComponent.StartAsync(_folder.StateFile, "later", url: $"http://127.0.0.1:{port}");

        Assert.Empty(components.Find("eerst"));
        Assert.Equal([port], components.Find("later"));
    }

    [Fact]
    public async Task A_component_that_cannot_be_registered_does_not_start_and_says_why()
    {
        using var locking = new LockingService(_folder.StateFile);

        var refused = await Assert.ThrowsAsync<StartupRefusedException>(() => CalledComponent.StartAsync(
            _folder.StateFile, "callee", configure: builder =>
            {
                builder.Configuration["Embedded:LockWait"] = "00:00:00.05";
                builder.Services.AddSingleton<IHostedService>(locking);
            }));

        Assert.Contains("stayed locked. Close the program that holds it", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:5001", 5001)]
    [InlineData("http://localhost:5002", 5002)]
    [InlineData("http://[::]:5003", 5003)]
    [InlineData("http://0.0.0.0:5004", 5004)]
    [InlineData("http://*:5005", 5005)]
    [InlineData("https://127.0.0.1:5006", null)]
    [InlineData("http://[::1]:5007", null)]
    [InlineData("http://192.0.2.1:5008", null)]
    [InlineData("https://localhost:5009;http://127.0.0.1:5010", 5010)]
    [InlineData("", null)]
    public void Only_plain_http_on_127_0_0_1_is_called(string addresses, int? port) =>
        Assert.Equal(port, ListeningPort.On127001(addresses.Split(';', StringSplitOptions.RemoveEmptyEntries)));

    [Fact]
    public void A_process_keeps_its_mark_and_one_that_is_gone_has_none()
    {
        Assert.Equal(ProcessMark.Own, ProcessMark.Of(Environment.ProcessId));
        Assert.Null(ProcessMark.Of(int.MaxValue));
    }

    private static async Task IsNotFoundAsync(CalledComponent caller, string appId)
    {
        using var client = caller.Client(appId);
        var missing = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("/", Cancel));

        Assert.Equal(HttpRequestError.NameResolutionError, missing.HttpRequestError);
        Assert.Contains($"No component '{appId}' runs on this machine", missing.Message, StringComparison.Ordinal);
        Assert.Contains("Embedded:File", missing.Message, StringComparison.Ordinal);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private RunningComponents Components() => new(new SqliteFile(Options.Create(new EmbeddedOptions { File = _folder.StateFile })));

    private Task<CalledComponent> StartAsync(string app, RequestDelegate? answer = null) => CalledComponent.StartAsync(_folder.StateFile, app, answer);
}
