using System.Diagnostics.Metrics;

namespace CommonGround.Platform.Logging.Verification;

/// <summary>How verifications of the logs ended.</summary>
internal sealed class VerificationMetrics
{
    private readonly Counter<long> _done;

    public VerificationMetrics(IMeterFactory meters) => _done = meters.Create("CommonGround.Logging").CreateCounter<long>(
        "commonground.logging.verifications", "{verification}", "Verifications of all logs, by how they ended.");

    /// <summary>One came to its end.</summary>
    public void Done(bool isWhole) => Add(isWhole ? "whole" : "broken");

    /// <summary>One did not: the store failed.</summary>
    public void Failed() => Add("failed");

    private void Add(string result) => _done.Add(1, new KeyValuePair<string, object?>("commonground.logging.result", result));
}
