using CommonGround.Platform;

var builder = WebApplication.CreateBuilder(args);

builder.AddCommonGround();

var app = builder.Build();

app.UseCommonGround();

app.Run();
