using System.Net;

namespace CommonGround.Platform.Tests.Authentication;

/// <summary>The issuer's keys (OAU-11): new ones, withdrawn ones, and an issuer that does not answer.</summary>
public sealed class IssuerMetadataTests : IAsyncLifetime
{
    private static readonly TimeSpan Spacing = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RenewAfter = TimeSpan.FromMinutes(15);

    private FakeIssuer _issuer = null!;

    public async ValueTask InitializeAsync() => _issuer = await FakeIssuer.StartAsync();

    public ValueTask DisposeAsync() => _issuer.DisposeAsync();

    [Fact]
    public async Task Nothing_is_fetched_before_the_first_token()
    {
        await using var app = await TestApp.StartAsync(_issuer);

        await app.StatusAsync("/anonymous");
        await app.StatusAsync("/read");

        Assert.Equal(0, _issuer.Fetches);
    }

    [Fact]
    public async Task The_first_requests_share_one_fetch()
    {
        await using var app = await TestApp.StartAsync(_issuer);
        var hold = new TaskCompletionSource();
        _issuer.Hold = hold.Task;

        var requests = Enumerable.Range(0, 10).Select(_ => app.StatusAsync("/read", _issuer.Issue())).ToArray();
        hold.SetResult();

        Assert.All(await Task.WhenAll(requests), status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.Equal(1, _issuer.Fetches);
    }

    [Fact]
    public async Task The_first_requests_with_a_new_key_wait_for_it_and_share_one_fetch()
    {
        await using var app = await TestApp.StartAsync(_issuer);
        await app.StatusAsync("/read", _issuer.Issue());
        _issuer.Rotate();
        _issuer.Time.Pass(Spacing);

        var requests = Enumerable.Range(0, 10).Select(_ => app.StatusAsync("/read", _issuer.Issue())).ToArray();

        Assert.All(await Task.WhenAll(requests), status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.Equal(2, _issuer.Fetches);
    }

    [Fact]
    public async Task A_new_key_is_found_for_a_token_without_kid_too()
    {
        await using var app = await TestApp.StartAsync(_issuer);
        await app.StatusAsync("/read", _issuer.Issue());
        _issuer.Rotate();
        _issuer.Time.Pass(Spacing);

        Assert.Equal(HttpStatusCode.OK, await app.StatusAsync("/read", _issuer.Issue(token => token.Header.Remove("kid"))));
    }

    [Fact]
    public async Task Unknown_keys_make_no_more_than_one_fetch_per_spacing()
    {
        await using var app = await TestApp.StartAsync(_issuer);
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await app.StatusAsync("/read", Tokens.Refused["an unknown kid"](_issuer)));
        }

        Assert.Equal(1, _issuer.Fetches);
        _issuer.Rotate();
        Assert.Equal(HttpStatusCode.Unauthorized, await app.StatusAsync("/read", _issuer.Issue()));

        _issuer.Time.Pass(Spacing);
        Assert.Equal(HttpStatusCode.OK, await app.StatusAsync("/read", _issuer.Issue()));
        Assert.Equal(2, _issuer.Fetches);
    }

    [Fact]
    public async Task A_withdrawn_key_is_refused_once_the_keys_are_renewed()
    {
        await using var app = await TestApp.StartAsync(_issuer);
        var old = _issuer.Key;
        await app.StatusAsync("/read", _issuer.Issue());
        _issuer.Published.Clear();
        _issuer.Rotate();
        string OldToken() => _issuer.Issue(token =>
        {
            token.Key = old;
            token.Header["kid"] = old.Id;
        });
        Assert.Equal(HttpStatusCode.OK, await app.StatusAsync("/read", OldToken()));

        // The first request after the interval starts the renewal, and one with the new key waits for it.
        _issuer.Time.Pass(RenewAfter);
        await app.StatusAsync("/read", OldToken());
        Assert.Equal(HttpStatusCode.OK, await app.StatusAsync("/read", _issuer.Issue()));

        Assert.Equal(HttpStatusCode.Unauthorized, await app.StatusAsync("/read", OldToken()));
        Assert.Equal(2, _issuer.Fetches);
    }

    [Fact]
    public async Task An_issuer_that_is_down_at_start_means_503_and_not_401()
    {
        _issuer.IsDown = true;
        await using var app = await TestApp.StartAsync(_issuer);

        for (var i = 0; i < 3; i++)
        {
            using var response = await app.GetAsync("/read", _issuer.Issue());
            Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
            Assert.Equal(Spacing, response.Headers.RetryAfter?.Delta);
            Assert.Empty(response.Headers.WwwAuthenticate);
        }

        Assert.Equal(1, _issuer.Fetches);
        Assert.Equal(HttpStatusCode.OK, await app.StatusAsync("/anonymous", _issuer.Issue()));
        Assert.Equal(HttpStatusCode.Unauthorized, await app.StatusAsync("/read"));
    }

    [Fact]
    public async Task An_issuer_that_comes_back_is_found_without_a_restart()
    {
        _issuer.IsDown = true;
        await using var app = await TestApp.StartAsync(_issuer);
        await app.StatusAsync("/read", _issuer.Issue());

        _issuer.IsDown = false;
        _issuer.Time.Pass(Spacing);

        Assert.Equal(HttpStatusCode.OK, await app.StatusAsync("/read", _issuer.Issue()));
    }

    [Fact]
    public async Task An_issuer_that_falls_silent_leaves_its_keys_in_use_for_a_week()
    {
        await using var app = await TestApp.StartAsync(_issuer);
        await app.StatusAsync("/read", _issuer.Issue());

        _issuer.IsDown = true;
        _issuer.Time.Pass(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, await app.StatusAsync("/read", _issuer.Issue()));

        _issuer.Time.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await app.StatusAsync("/read", _issuer.Issue()));
    }

    [Fact]
    public async Task Metadata_that_names_another_issuer_is_not_used()
    {
        _issuer.Name = "https://evil.test";
        await using var app = await TestApp.StartAsync(_issuer);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await app.StatusAsync("/read", _issuer.Issue(token => token.Payload["iss"] = _issuer.Name)));
        Assert.Contains(app.Logs.All, line => line.Contains("names the issuer 'https://evil.test'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_metadata_may_stand_elsewhere_than_the_issuer_that_is_allowed()
    {
        _issuer.Name = "https://issuer.test";
        await using var app = await TestApp.StartAsync(_issuer, ("Authentication:Schemes:Bearer:ValidIssuers:0", _issuer.Name));

        Assert.Equal(HttpStatusCode.OK, await app.StatusAsync("/read", _issuer.Issue(token => token.Payload["iss"] = _issuer.Name)));
        Assert.Equal(HttpStatusCode.Unauthorized, await app.StatusAsync("/read", _issuer.Issue()));
    }
}
