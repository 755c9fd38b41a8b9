using CommonGround.Platform;
using CommonGround.Platform.Api;
//#if (sample)
using Voorbeeld.Component.Aanvragen;
//#endif

var builder = WebApplication.CreateBuilder(args);

// The platform: API rules, tokens, state, privacy, telemetry.
builder.AddCommonGround();
//#if (sample)

// What the resources publish, one line each.
builder.AddAanvragen();
//#endif

var app = builder.Build();

app.UseCommonGround();

// The resources, one line each.
var api = app.MapApi();
//#if (sample)
api.MapAanvragen();
//#endif

// Serves; with "dead-letters", "verify-log" or "audit-log" as the first argument it does that instead.
app.RunComponent(args);
