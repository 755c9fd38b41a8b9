using CommonGround.Platform;
using CommonGround.Platform.Api;
//#if (sample)
using CommonGround.Platform.Events;
using Voorbeeld.Component.Aanvragen;
//#endif

var builder = WebApplication.CreateBuilder(args);

// The platform: API rules, tokens, state, privacy, telemetry.
builder.AddCommonGround();

// What is published, one line per resource.
//#if (sample)
builder.PublishChanges(AanvragenApi.Aanvragen, "nl.voorbeeld.aanvraag", AanvraagGebeurtenis.Van);
//#endif

var app = builder.Build();

app.UseCommonGround();

// The resources, one line each.
var api = app.MapApi();
//#if (sample)
api.MapAanvragen();
//#endif

// Serves; with "dead-letters" as the first argument it handles those instead.
app.RunComponent(args);
