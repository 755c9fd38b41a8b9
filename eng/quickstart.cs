// From a clone to a running component: packs the kit, generates Begrafenisplanner, starts it and says what to try next.
//
//   dotnet run eng/quickstart.cs                    on http://localhost:1337
//   dotnet run eng/quickstart.cs -- --port 5000     elsewhere; health and metrics are one port further
//
// Everything goes to artifacts/quickstart: the user's own templates, secrets and settings are not touched.

#:property PublishAot=false
#:project Tools/Tools.csproj

return await CommonGround.Tools.Quickstart.Run.MainAsync(args);
