using System.Net;

namespace CommonGround.Platform.Tests.Authentication;

/// <summary>A token is validated once and remembered for a while: each sentence of what that may not change has a test.</summary>
public sealed class RememberedTokensTests : IAsyncLifetime
{
    private FakeIssuer _issuer = null!;

    public async ValueTask InitializeAsync() => _issuer = await FakeIssuer.StartAsync();

    public ValueTask DisposeAsync() => _issuer.DisposeAsync();

    [Fact]
    public async Task A_remembered_token_is_not_validated_again()
    {
        await using var app = await TestApp.StartAsync(_issuer);
        var token = _issuer.Issue();

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(HttpStatusCode.OK, await app.StatusAsync("/read", token));
        }

        Assert.Equal(1, app.Validations);
    }

    [Fact]
    public async Task The_caller_is_made_once_per_token()
    {
        await using var app = await TestApp.StartAsync(_issuer);
        var token = _issuer.Issue();

        Assert.Equal(await app.TextAsync("/caller/instance", token), await app.TextAsync("/caller/instance", token));
    }

    [Fact]
    public async Task A_remembered_token_opens_no_more_than_its_scopes_allow()
    {
        await using var app = await TestApp.StartAsync(_issuer);
        var token = _issuer.Issue();

        Assert.Equal(HttpStatusCode.OK, await app.StatusAsync("/read", token));
        Assert.Equal(HttpStatusCode.Forbidden, await app.StatusAsync("/group/write", token));
    }

    [Fact]
    public async Task Another_token_is_validated_by_itself()
    {
        await using var app = await TestApp.StartAsync(_issuer);

        await app.StatusAsync("/read", _issuer.Issue());
        await app.StatusAsync("/read", _issuer.Issue());

        Assert.Equal(2, app.Validations);
    }

    [Fact]
    public async Task A_token_that_differs_in_its_last_character_is_refused()
    {
        await using var app = await TestApp.StartAsync(_issuer);
        var token = _issuer.Issue();
        await app.StatusAsync("/read", token);

        Assert.Equal(HttpStatusCode.Unauthorized, await app.StatusAsync("/read", token + "A"));
        Assert.Equal(HttpStatusCode.Unauthorized, await app.StatusAsync("/read", token[..^1]));
    }

    [Fact]
    public async Task A_token_is_validated_again_after_five_minutes()
    {
        await using var app = await TestApp.StartAsync(_issuer);
        var token = _issuer.Issue();
        await app.StatusAsync("/read", token);

        _issuer.Time.Pass(TimeSpan.FromSeconds(299));
        await app.StatusAsync("/read", token);
        Assert.Equal(1, app.Validations);

        _issuer.Time.Pass(TimeSpan.FromSeconds(1));
        await app.StatusAsync("/read", token);
        Assert.Equal(2, app.Validations);
    }

    [Fact]
    public async Task A_token_is_never_remembered_past_its_expiry()
    {
        await using var app = await TestApp.StartAsync(_issuer);
        var token = _issuer.Issue(token => token.Payload["exp"] = token.Now + 60);
        await app.StatusAsync("/read", token);

        // Inside the clock skew it is still good, but each request finds that out anew.
        _issuer.Time.Pass(TimeSpan.FromSeconds(60));
        Assert.Equal(HttpStatusCode.OK, await app.StatusAsync("/read", token));
        Assert.Equal(HttpStatusCode.OK, await app.StatusAsync("/read", token));
        Assert.Equal(3, app.Validations);

        _issuer.Time.Pass(TimeSpan.FromSeconds(30));
        Assert.Equal(HttpStatusCode.Unauthorized, await app.StatusAsync("/read", token));
    }

    [Fact]
    public async Task A_refusal_is_not_remembered()
    {
        await using var app = await TestApp.StartAsync(_issuer);
        var token = _issuer.Issue(token => token.Payload["nbf"] = token.Now + 60);
        Assert.Equal(HttpStatusCode.Unauthorized, await app.StatusAsync("/read", token));

        _issuer.Time.Pass(TimeSpan.FromSeconds(60));
        Assert.Equal(HttpStatusCode.OK, await app.StatusAsync("/read", token));
    }

    [Fact]
    public async Task No_more_tokens_are_remembered_than_the_setting_says_and_the_used_ones_stay()
    {
        await using var app = await TestApp.StartAsync(_issuer, ("Authentication:Tokens:Remembered", "6"));
        var used = _issuer.Issue();
        await app.StatusAsync("/read", used);

        for (var i = 0; i < 20; i++)
        {
            await app.StatusAsync("/read", _issuer.Issue());
            await app.StatusAsync("/read", used);
            Assert.InRange(app.Remembered.Count, 1, 6);
        }

        Assert.Equal(21, app.Validations);
    }

    [Fact]
    public async Task Nothing_is_remembered_where_the_setting_says_zero()
    {
        await using var app = await TestApp.StartAsync(_issuer, ("Authentication:Tokens:RememberedFor", "00:00:00"));
        var token = _issuer.Issue();

        await app.StatusAsync("/read", token);
        await app.StatusAsync("/read", token);

        Assert.Equal(2, app.Validations);
        Assert.Equal(0, app.Remembered.Count);
    }

    [Fact]
    public async Task A_withdrawn_key_ends_its_remembered_tokens_as_soon_as_that_is_known()
    {
        await using var app = await TestApp.StartAsync(_issuer);
        var token = _issuer.Issue();
        await app.StatusAsync("/read", token);

        _issuer.Published.Clear();
        _issuer.Rotate();
        _issuer.Time.Pass(TimeSpan.FromSeconds(5));
        Assert.Equal(HttpStatusCode.OK, await app.StatusAsync("/read", _issuer.Issue()));

        Assert.Equal(HttpStatusCode.Unauthorized, await app.StatusAsync("/read", token));
    }

    [Fact]
    public async Task Keys_that_were_fetched_again_and_did_not_change_leave_tokens_remembered()
    {
        await using var app = await TestApp.StartAsync(_issuer);
        var token = _issuer.Issue();
        await app.StatusAsync("/read", token);

        _issuer.Time.Pass(TimeSpan.FromSeconds(5));
        await app.StatusAsync("/read", Tokens.Refused["an unknown kid"](_issuer));
        Assert.Equal(2, _issuer.Fetches);

        Assert.Equal(HttpStatusCode.OK, await app.StatusAsync("/read", token));
        Assert.Equal(1, app.Validations);
    }

    [Fact]
    public async Task A_changed_configuration_counts_at_once()
    {
        await using var app = await TestApp.StartAsync(_issuer);
        var token = _issuer.Issue();
        Assert.Equal(HttpStatusCode.OK, await app.StatusAsync("/read", token));

        app.Reconfigure(("Authentication:Schemes:Bearer:ValidAudiences:0", "https://other.test"));
        Assert.Equal(HttpStatusCode.Unauthorized, await app.StatusAsync("/read", token));

        app.Reconfigure(("Authentication:Schemes:Bearer:ValidAudiences:0", FakeIssuer.Audience));
        Assert.Equal(HttpStatusCode.OK, await app.StatusAsync("/read", token));
        Assert.Equal(2, app.Validations);
    }
}
