namespace CommonGround.Tools.Benchmark;

/// <summary>One line of the table of costs: what the component does per request.</summary>
/// <param name="Name">What <c>--only</c> takes, and for which resource.</param>
/// <param name="Unit">Of the value.</param>
/// <param name="Value">What was counted.</param>
/// <param name="Aim">What it should be, such as <c>&lt;= 1.2</c>, or empty.</param>
internal sealed record Count(string Name, string Unit, double Value, string Aim);
