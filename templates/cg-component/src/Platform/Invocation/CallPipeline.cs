using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace CommonGround.Platform.Invocation;

/// <summary>
/// Time-out over all, repetition, breaker, time-out of a try: around every request of one client. There is one for as long as the process
/// runs, so that the breaker remembers, whatever becomes of connections and handlers.
/// </summary>
internal sealed partial class CallPipeline
{
    private readonly string _client;
    private readonly TimeProvider _time;
    private readonly InvocationMetrics _metrics;
    private readonly ILogger _logger;
    private readonly ResiliencePipeline<HttpResponseMessage> _pipeline;

    public CallPipeline(string client, CallOptions options, TimeProvider time, InvocationMetrics metrics, ILogger<CallPipeline> logger)
    {
        (_client, Options, _time, _metrics, _logger) = (client, options, time, metrics, logger);
        var builder = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time };
        builder.AddTimeout(new TimeoutStrategyOptions { Timeout = options.Timeout });
        if (options.Retries > 0)
        {
            builder.AddRetry(Retrying());
        }

        _pipeline = builder
            .AddCircuitBreaker(Breaking())
            .AddTimeout(new TimeoutStrategyOptions { Timeout = options.TryTimeout })
            .Build();
    }

    public CallOptions Options { get; }

    /// <summary>Sends, as often as it takes.</summary>
    /// <exception cref="CallFailedException">No answer came in time, or the breaker is open.</exception>
    /// <exception cref="HttpRequestException">The callee was not reached, or the connection was lost.</exception>
    public async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> send, CancellationToken cancellationToken)
    {
        var began = _time.GetTimestamp();
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(
            CallInProgress.Key,
            new(
                Repetition.IsSafe(request, Options.HonoursIdempotencyKey), request.Method.Method,
                began + (long)(Options.Timeout.TotalSeconds * _time.TimestampFrequency)));
        try
        {
            var outcome = await _pipeline.ExecuteOutcomeAsync(
                static (context, call) => TryAsync(context, call.request, call.send), context, (request, send));
            _metrics.Called(_client, _time.GetElapsedTime(began), CallFailures.ErrorType(outcome));
            return outcome.Result ?? throw Failure(outcome.Exception!);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static async ValueTask<Outcome<HttpResponseMessage>> TryAsync(
        ResilienceContext context, HttpRequestMessage request, Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> send)
    {
        try
        {
            return Outcome.FromResult(await send(request, context.CancellationToken));
        }
        catch (Exception failure)
        {
            return Outcome.FromException<HttpResponseMessage>(failure);
        }
    }

    private Exception Failure(Exception failure) => failure switch
    {
        TimeoutRejectedException => new CallFailedException($"'{_client}' did not answer in time (TryTimeout {Options.TryTimeout}, Timeout {Options.Timeout}).", failure),
        BrokenCircuitException => new CallFailedException($"'{_client}' is not asked for up to {Options.BreakerPause}: too many calls failed.", failure),
        _ => failure,
    };

    private RetryStrategyOptions<HttpResponseMessage> Retrying() => new()
    {
        MaxRetryAttempts = Options.Retries,
        Delay = Options.FirstPause,
        MaxDelay = Options.LongestPause,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        ShouldHandle = args => ValueTask.FromResult(MayRepeat(CallInProgress.Of(args.Context), args.Outcome)),
        DelayGenerator = args => ValueTask.FromResult(CallFailures.RetryAfter(args.Outcome, _time)),
        OnRetry = args =>
        {
            var error = CallFailures.ErrorType(args.Outcome);
            _metrics.Retried(_client, error);
            Log.Retried(_logger, CallInProgress.Of(args.Context).Method, _client, error, args.RetryDelay);
            args.Outcome.Result?.Dispose();
            return default;
        },
    };

    private CircuitBreakerStrategyOptions<HttpResponseMessage> Breaking()
    {
        var state = new CircuitBreakerStateProvider();
        _metrics.Watch(_client, () => state.CircuitState != CircuitState.Closed);
        return new()
        {
            FailureRatio = Options.BreakerRatio,
            MinimumThroughput = Options.BreakerTries,
            SamplingDuration = Options.BreakerWindow,
            BreakDuration = Options.BreakerPause,
            StateProvider = state,
            ShouldHandle = args => ValueTask.FromResult(CallFailures.IsUnhealthy(args.Outcome)),
            OnOpened = args =>
            {
                _metrics.Opened(_client);
                Log.Opened(_logger, _client, CallFailures.ErrorType(args.Outcome), args.BreakDuration);
                return default;
            },
            OnClosed = _ =>
            {
                Log.Closed(_logger, _client);
                return default;
            },
        };
    }

    /// <summary>A pause that is asked for and does not fit in what is left is no pause: the answer that asks goes to the caller.</summary>
    private bool MayRepeat(CallInProgress call, Outcome<HttpResponseMessage> outcome) =>
        call.MayRepeat
        && CallFailures.MayPass(outcome)
        && (CallFailures.RetryAfter(outcome, _time) ?? TimeSpan.Zero) < _time.GetElapsedTime(_time.GetTimestamp(), call.Ends);

    /// <summary>Without paths, which may hold keys and ids (PRV-01).</summary>
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "A {Method} to {Client} failed ({Error}) and is tried again in {Pause}")]
        public static partial void Retried(ILogger logger, string method, string client, string? error, TimeSpan pause);

        [LoggerMessage(2, LogLevel.Warning, "Calls to {Client} fail ({Error}): none is made for {Pause}")]
        public static partial void Opened(ILogger logger, string client, string? error, TimeSpan pause);

        [LoggerMessage(3, LogLevel.Information, "Calls to {Client} succeed again")]
        public static partial void Closed(ILogger logger, string client);
    }
}
