namespace CommonGround.Tools.Benchmark;

/// <summary>One line of the table of costs beside a sidecar: what a request of the component takes in both places.</summary>
/// <param name="Name">What <c>--only</c> takes, and what is counted.</param>
/// <param name="Unit">Of both values.</param>
/// <param name="Embedded">On the embedded building blocks.</param>
/// <param name="Beside">Beside a stand-in sidecar.</param>
internal sealed record Cost(string Name, string Unit, double Embedded, double Beside);
