using CommonGround.Platform;
using CommonGround.Platform.Api;
using Voorbeeld.Component.Aanvragen;

var builder = WebApplication.CreateBuilder(args);

// The platform: API rules, tokens, state, privacy, telemetry.
builder.AddCommonGround();

var app = builder.Build();

app.UseCommonGround();

// The resources, one line each.
var api = app.MapApi();
api.MapAanvragen();

app.Run();
