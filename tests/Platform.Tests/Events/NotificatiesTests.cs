using System.Diagnostics;
using CommonGround.Platform.Authentication;
using CommonGround.Platform.BuildingBlocks;
using CommonGround.Platform.Events.DeadLetters;
using CommonGround.Platform.Events.Notificaties;
using CommonGround.Platform.Events.Outgoing;
using CommonGround.Platform.State.Consuming;
using CommonGround.Platform.State.Logs;
using CommonGround.Platform.Tests.BuildingBlocks;
using CommonGround.Platform.Tests.State;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;

namespace CommonGround.Platform.Tests.Events;

/// <summary>The events in the form of a Notificaties API, a destination of its own (NOT-01 to NOT-05).</summary>
public sealed class NotificatiesTests
{
    private const string Secret = "een geheim van tweeendertig bytes";

    private readonly FaultyStore _store = new();
    private readonly TestBroker _broker = new();
    private readonly TestDeadLetters _letters = new();
    private string _secret = Secret;

    [Fact]
    public async Task A_notification_refers_to_the_resource_and_says_nothing_else()
    {
        await using var api = await NotificatiesApi.StartAsync();
        await using var host = await StartAsync(api);
        using var activity = new Activity("verzoek").SetIdFormat(ActivityIdFormat.W3C).Start();

        var made = await host.CreateAsync(new Request("een"));
        await host.ReplaceAsync(made.Id, new Request("twee"));
        await host.DeleteAsync(made.Id);

        await Eventually.TrueAsync(() => api.Received.Count == 3);
        Assert.Equal(["create", "update", "destroy"], api.Received.Select(r => (string?)r.Body["actie"]));
        var (_, trace, body) = api.Received.First();
        Assert.Equal(activity.Id, trace);
        Assert.Equal(
            ["aanmaakdatum", "actie", "hoofdObject", "kanaal", "kenmerken", "resource", "resourceUrl"], body.Select(member => member.Key).Order(StringComparer.Ordinal));
        Assert.Equal(("aanvragen-kanaal", "aanvragen"), ((string?)body["kanaal"], (string?)body["resource"]));
        Assert.Equal($"https://api.voorbeeld.nl/v1/aanvragen/{made.Id}", (string?)body["resourceUrl"]);
        Assert.Equal((string?)body["resourceUrl"], (string?)body["hoofdObject"]);
        Assert.Empty(body["kenmerken"]!.AsObject());
        await Eventually.TrueAsync(() => _broker.Taken.Count == 3);
    }

    [Fact]
    public async Task The_token_is_signed_with_the_shared_secret()
    {
        await using var api = await NotificatiesApi.StartAsync();
        await using var host = await StartAsync(api);

        await host.CreateAsync(new Request("een"));
        await Eventually.TrueAsync(() => api.Received.Count == 1);

        var token = new JsonWebToken(api.Received.First().Token["Bearer ".Length..]);
        Assert.Equal("HS256", token.Alg);
        Assert.Equal("proef", token.Issuer);
        Assert.Equal("proef", token.GetClaim("client_id").Value);
        Assert.InRange(token.IssuedAt, DateTime.UtcNow.AddMinutes(-2), DateTime.UtcNow);
        Assert.True((await new JsonWebTokenHandler().ValidateTokenAsync(token, new()
        {
            IssuerSigningKey = new Microsoft.IdentityModel.Tokens.SymmetricSecurityKey(System.Text.Encoding.UTF8.GetBytes(Secret)),
            ValidIssuer = "proef",
            ValidateAudience = false,
            RequireExpirationTime = false,
            ValidateLifetime = false,
        })).IsValid);
    }

    [Fact]
    public async Task A_token_of_an_authorization_server_has_the_scope_and_is_asked_for_again_when_it_is_refused()
    {
        await using var api = await NotificatiesApi.StartAsync();
        await using var host = await StartAsync(api, options => (options.Authentication, options.TokenUrl) = (NotificatiesAuthentication.ClientCredentials, api.TokenUrl));
        var answers = new Queue<int>([201, 401]);
        api.Answers = _ => answers.TryDequeue(out var status) ? status : 201;

        await host.CreateAsync(new Request("een"));
        await host.CreateAsync(new Request("twee"));
        await Eventually.TrueAsync(() => api.Received.Count == 3);

        Assert.Equal(["Bearer token-1", "Bearer token-1", "Bearer token-2"], api.Received.Select(r => r.Token));
        var form = api.Asked.First();
        Assert.Equal(["client_credentials", "proef", Secret, "notificaties.publiceren"], [$"{form["grant_type"]}", $"{form["client_id"]}", $"{form["client_secret"]}", $"{form["scope"]}"]);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task An_API_that_does_not_work_stops_its_own_progress_only_and_loses_nothing(int status)
    {
        await using var api = await NotificatiesApi.StartAsync();
        api.Answers = _ => status;
        await using var host = await StartAsync(api);
        for (var i = 0; i < 20; i++)
        {
            await host.CreateAsync(new Request($"{i}"));
        }

        await Eventually.TrueAsync(() => _broker.Taken.Count == 20 && api.Received.Count >= 4);
        var before = api.Received.Count;
        api.Answers = _ => 201;
        await Eventually.TrueAsync(() => api.Received.Count >= before + 20);

        Assert.Equal(20, api.Received.TakeLast(20).Select(r => (string?)r.Body["resourceUrl"]).Distinct().Count());
        Assert.Empty(_letters.Letters);
    }

    [Fact]
    public async Task A_notification_that_is_refused_while_others_are_taken_is_put_aside()
    {
        await using var api = await NotificatiesApi.StartAsync();
        string? poison = null;
        api.Answers = body => (string?)body["resourceUrl"] == (poison ??= (string?)body["resourceUrl"]) ? 400 : 201;
        await using var host = await StartAsync(api);

        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        for (var i = 0; _letters.Letters.IsEmpty; i++)
        {
            limit.Token.ThrowIfCancellationRequested();
            await host.CreateAsync(new Request($"{i}"));
        }

        var letter = Assert.Single(_letters.Letters).Letter;
        Assert.Equal("notificaties", letter.Destination);
        Assert.Contains("aanvragen-kanaal", letter.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_letter_is_sent_again_to_the_API_that_had_not_taken_it()
    {
        await using var api = await NotificatiesApi.StartAsync();
        await using var host = await StartAsync(api);
        var made = await host.CreateAsync(new Request("een"));
        await Eventually.TrueAsync(() => _broker.Taken.Count == 1);
        var sent = _broker.Taken[0].Sent;
        var destination = new LetterDestination(host.Get<NotificatiesDestination>(), new PublisherOptions(), TimeProvider.System);
        var letter = new DeadLetter("notificaties", "aanvragen", "urn", sent.Id, sent.CloudEvent, "reden");

        Assert.Null(await destination.SendAsync(letter, TestContext.Current.CancellationToken));
        api.Answers = _ => 400;
        Assert.Contains("400", await destination.SendAsync(letter, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        api.Answers = _ => 500;
        var down = await Assert.ThrowsAsync<EventBrokerException>(() => destination.SendAsync(letter, TestContext.Current.CancellationToken));
        Assert.Contains("500", down.Message, StringComparison.Ordinal);

        Assert.Equal("notificaties", destination.Name);
        Assert.EndsWith($"{made.Id}", (string?)api.Received.Last().Body["resourceUrl"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Topics_without_a_kanaal_are_not_sent()
    {
        await using var api = await NotificatiesApi.StartAsync();
        await using var host = await StartAsync(api);

        await host.Documents.ChangeAsync(
            Tenants.One,
            (changes, _) =>
            {
                changes.Publish(Request.All, changes.Create(Request.All, new Request("een")), new EventHost.Decided("iemand"));
                return Task.FromResult(true);
            },
            TestContext.Current.CancellationToken);
        await host.CreateAsync(new Request("twee"));

        await Eventually.TrueAsync(() => api.Received.Count == 2 && _broker.Taken.Count == 3);
        Assert.Equal(["create", "create"], api.Received.Select(r => (string?)r.Body["actie"]));
        // Nothing is left that waits for it.
        await Eventually.TrueAsync(() => _store.ProgressOf(Assert.Single(_store.Registered().Logs).Id, "notificaties") == new Progress(2, 0));
    }

    [Fact]
    public async Task A_secret_that_is_too_short_is_named_and_nothing_is_sent()
    {
        _secret = "kort";
        var options = Options(new Uri("https://notificaties.test/api/v1"));

        var refused = await Assert.ThrowsAsync<EventBrokerException>(
            () => new JwtToken(new NotificatiesSecret(new OneSecret(_secret), options), options, TimeProvider.System).GetAsync(TestContext.Current.CancellationToken));

        Assert.Contains("'notificaties' has 4 bytes", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("kort", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Readiness_says_that_the_secret_is_missing_or_too_short_until_it_is_there()
    {
        var (time, options) = (new ManualTime(), Options(new Uri("https://notificaties.test/api/v1")));
        var secrets = new LateSecret();
        using var reading = new NotificatiesSecretReading(
            new NotificatiesSecret(secrets, options), options, time, Microsoft.Extensions.Logging.Abstractions.NullLogger<NotificatiesSecretReading>.Instance);
        Assert.Contains("'notificaties' (Notificaties:Secret) is not read yet", reading.Missing, StringComparison.Ordinal);

        await reading.StartAsync(TestContext.Current.CancellationToken);
        await time.PassUntilAsync(() => reading.Missing == "The secret is absent.");
        secrets.Value = "kort";
        await time.PassUntilAsync(() => reading.Missing?.Contains("has 4 bytes", StringComparison.Ordinal) == true);
        secrets.Value = Secret;
        await time.PassUntilAsync(() => reading.Missing is null);

        await reading.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Settings_that_cannot_work_are_all_named()
    {
        var check = Check(TenancyMode.Single);
        Assert.True(check.Validate(null, new NotificatiesOptions()).Succeeded);
        Assert.True(check.Validate(null, Options(new Uri("https://notificaties.test/api/v1"))).Succeeded);

        var failures = check.Validate(null, new NotificatiesOptions { Address = new Uri("http://notificaties.test/"), Authentication = NotificatiesAuthentication.ClientCredentials }).Failures!;

        Assert.Equal(
            ["Address", "ResourceAddress", "ClientId", "Kanalen", "TokenUrl"], failures.Select(failure => failure.Split(' ')[0]["Notificaties:".Length..]));
    }

    [Fact]
    public void A_kanaal_of_a_topic_that_nothing_is_published_to_is_refused()
    {
        var options = Options(new Uri("https://notificaties.test/api/v1"));
        options.Kanalen.Add("aanvraag", "kanaal");

        Assert.Equal(
            "Notificaties:Kanalen:aanvraag is missing or wrong: the component publishes to 'aanvragen'.",
            Assert.Single(Check(TenancyMode.Single).Validate(null, options).Failures!));
        Assert.Contains("publishes nothing", string.Concat(Check(TenancyMode.Single, []).Validate(null, options).Failures!), StringComparison.Ordinal);
    }

    [Fact]
    public void A_kanaal_is_found_whatever_case_its_topic_has_in_the_settings()
    {
        var options = Options(new Uri("https://notificaties.test/api/v1"));
        options.Kanalen.Clear();
        options.Kanalen.Add("AANVRAGEN", "kanaal");

        Assert.True(Check(TenancyMode.Single).Validate(null, options).Succeeded);
        Assert.True(Destination(options).Takes(new EntryEvent("aanvragen", "id", $"{Tenants.One}", "aanvragen/1", 1, "")));
    }

    [Fact]
    public void With_many_tenants_an_API_gets_the_events_of_the_one_that_is_named()
    {
        var options = Options(new Uri("https://notificaties.test/api/v1"));
        Assert.StartsWith("Notificaties:Tenant ", Assert.Single(Check(TenancyMode.Claim).Validate(null, options).Failures!), StringComparison.Ordinal);
        options.Tenant = "geen OIN";
        Assert.StartsWith("Notificaties:Tenant ", Assert.Single(Check(TenancyMode.Claim).Validate(null, options).Failures!), StringComparison.Ordinal);

        options.Tenant = $"{Tenants.One}";

        Assert.True(Check(TenancyMode.Claim).Validate(null, options).Succeeded);
        Assert.True(Destination(options).Takes(new EntryEvent("aanvragen", "id", $"{Tenants.One}", "aanvragen/1", 1, "")));
        Assert.False(Destination(options).Takes(new EntryEvent("aanvragen", "id", $"{Tenants.Two}", "aanvragen/1", 1, "")));
    }

    [Fact]
    public async Task A_letter_that_cannot_be_sent_stays_with_the_reason()
    {
        var options = Options(new Uri("https://notificaties.test/api/v1"));
        (options.Authentication, options.TokenUrl) = (NotificatiesAuthentication.ClientCredentials, new Uri("http://127.0.0.1:1/token"));
        var letter = new DeadLetter(
            "notificaties", "aanvragen", "urn", "id", """{"subject":"aanvragen/1","type":"nl.voorbeeld.aanvraag.aangemaakt.v1","time":"2027-01-04T09:30:00Z"}""", "reden");

        Assert.Equal("Notificaties:TokenUrl cannot be reached.", await ReplayAsync(Destination(options)));
        Assert.Equal(
            "There is no kanaal for topic 'weg': name it in Notificaties:Kanalen:weg, or discard the letter.",
            await ReplayAsync(Destination(options), letter with { Topic = "weg" }));
        Assert.Equal("Er is geen geheim.", await ReplayAsync(new FailingDestination(_ => throw new InvalidOperationException("Er is geen geheim."))));
        Assert.Equal(
            "'notificaties' did not answer within 00:00:00.1000000; it may have been taken.",
            await ReplayAsync(new FailingDestination(token => Task.Delay(Timeout.InfiniteTimeSpan, token))));

        async Task<string> ReplayAsync(IEventDestination destination, DeadLetter? other = null)
        {
            var limit = new PublisherOptions { Timeout = TimeSpan.FromMilliseconds(destination is FailingDestination ? 100 : 60_000) };
            var sent = new LetterDestination(destination, limit, TimeProvider.System).SendAsync(other ?? letter, TestContext.Current.CancellationToken);
            return (await Assert.ThrowsAsync<EventBrokerException>(() => sent)).Message;
        }
    }

    private static NotificatiesCheck Check(TenancyMode mode, ChangeEvents[]? changes = null) => new(
        new EventCatalog(
            changes ?? [new ChangeEvents<Request, EventHost.Said>(Request.All, "nl.voorbeeld.aanvraag", d => new EventHost.Said(d.Data.Name), "aanvragen", 1, null)], []),
        Microsoft.Extensions.Options.Options.Create(new TenancyOptions { Mode = mode }));

    private static NotificatiesDestination Destination(NotificatiesOptions options)
    {
        var http = new HttpClient();
        return new NotificatiesDestination(
            http, new ClientCredentialsToken(http, new NotificatiesSecret(new OneSecret(Secret), options), options, TimeProvider.System), options);
    }

    private static NotificatiesOptions Options(Uri address)
    {
        var options = new NotificatiesOptions { Address = address, ClientId = "proef", ResourceAddress = new Uri("https://api.voorbeeld.nl/v1") };
        options.Kanalen.Add("aanvragen", "aanvragen-kanaal");
        return options;
    }

    private Task<StateHost> StartAsync(NotificatiesApi api, Action<NotificatiesOptions>? configure = null)
    {
        var options = Options(api.Address);
        configure?.Invoke(options);
        return StateHost.StartAsync(_store, services =>
        {
            EventHost.Add(services, _broker, _letters);
            services.AddSingleton(options);
            services.AddSingleton<ISecretStore>(new OneSecret(_secret));
            services.AddSingleton<NotificatiesSecret>();
            services.AddSingleton(NotificatiesExtensions.Create);
            services.AddSingleton<IConsumer>(provider => provider.CreatePublisher(provider.GetRequiredService<NotificatiesDestination>()));
        });
    }

    private sealed class LateSecret : ISecretStore
    {
        public string? Value { get; set; }

        public Task<IReadOnlyDictionary<string, string>> GetAsync(string name, CancellationToken cancellationToken) => Value is null
            ? throw new SecretMissingException("The secret is absent.")
            : Task.FromResult<IReadOnlyDictionary<string, string>>(new Dictionary<string, string> { [name] = Value });
    }

    private sealed class FailingDestination(Func<CancellationToken, Task> fails) : IEventDestination
    {
        public string Name => "notificaties";

        public int MostAtOnce => 1;

        public bool Takes(EntryEvent left) => true;

        public async Task<IReadOnlyList<RefusedEvent>> SendAsync(string topic, IReadOnlyList<OutgoingEvent> events, CancellationToken cancellationToken)
        {
            await fails(cancellationToken);
            return [];
        }
    }

    private sealed class OneSecret(string value) : ISecretStore
    {
        public Task<IReadOnlyDictionary<string, string>> GetAsync(string name, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyDictionary<string, string>>(new Dictionary<string, string> { ["notificaties"] = value });
    }
}
