using CommonGround.Platform.Logging.Delivery.Otlp;
using CommonGround.Platform.Start;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CommonGround.Platform.Logging.Delivery;

/// <summary>Says at start where processing lines go: that they go nowhere is never silent.</summary>
internal sealed partial class DeliveryStart(LogboekOptions options, IHostEnvironment environment, ILogger<DeliveryStart> logger) : IHostedService, IServesOnly
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var (tenant, own) in options.Tenants)
        {
            Log.OfTenant(logger, tenant, OtlpLogboek.AddressOf(own.Endpoint!));
        }

        var whose = options.Tenants.Count == 0 ? "every tenant" : "every other tenant";
        switch (options.Chosen)
        {
            case LogboekDelivery.Otlp:
                Log.Otlp(logger, whose, OtlpLogboek.AddressOf(options.Endpoint!));
                break;
            case LogboekDelivery.PubSub:
                Log.PubSub(logger, whose, options.Topic);
                break;
            default:
                Log.None(logger, environment.IsDevelopment() ? LogLevel.Information : LogLevel.Warning, whose);
                break;
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The processing lines of tenant {Tenant} go to the Logboek at {Address}.")]
        public static partial void OfTenant(ILogger logger, string tenant, Uri address);

        [LoggerMessage(2, LogLevel.Information, "The processing lines of {Whose} go to the Logboek at {Address}.")]
        public static partial void Otlp(ILogger logger, string whose, Uri address);

        [LoggerMessage(3, LogLevel.Information, "The processing lines of {Whose} go as events to topic {Topic}.")]
        public static partial void PubSub(ILogger logger, string whose, string topic);

        [LoggerMessage(EventId = 4, Message = "The processing lines of {Whose} go to no Logboek: they stay in the component's own state until their retention ends. Set Logboek:Endpoint to deliver them.")]
        public static partial void None(ILogger logger, LogLevel level, string whose);
    }
}
