namespace CommonGround.Platform.Api.Limits;

/// <summary>What one request or client may ask of the component. Section <c>Limits</c>.</summary>
public sealed class LimitsOptions
{
    public const string Section = "Limits";

    /// <summary>The largest body of a request, in bytes.</summary>
    /// <value>The default value is 262,144 (256 KiB); from 1,024 to 10,485,760.</value>
    public int BodyBytes { get; set; } = 256 * 1024;

    /// <summary>The largest total of a request's headers, in bytes.</summary>
    /// <value>The default value is 32,768 (32 KiB); from 4,096 to 1,048,576.</value>
    public int HeaderBytes { get; set; } = 32 * 1024;

    /// <summary>How long a request may take; then the answer is 503.</summary>
    /// <value>The default value is 10 seconds; from 1 second to 10 minutes.</value>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How many requests per second one client may go on sending; 0 is no limit. Anonymous requests count as one client.</summary>
    /// <value>The default value is 200; from 0 to 1,000,000.</value>
    public int RequestsPerSecond { get; set; } = 200;

    /// <summary>How many requests one client may send at once after a pause.</summary>
    /// <value>The default value is twice <see cref="RequestsPerSecond"/>; a burst of your own lies from that number to 1,000,000.</value>
    public int? Burst { get; set; }

    internal int BurstSize => Burst ?? 2 * RequestsPerSecond;
}
