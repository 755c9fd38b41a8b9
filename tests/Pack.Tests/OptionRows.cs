namespace CommonGround.Pack.Tests;

/// <summary>A row for every value of every option. What it changes in the file list is in the manifest of that name.</summary>
internal sealed record OptionRows(string Manifest, params string[] Options)
{
    public static readonly OptionRows[] All =
    [
        new("default"),
        new("no-sample", "--no-sample"),
        new("default", "--dapr-client", "http"),
        new("dapr-sdk", "--dapr-client", "sdk"),
        new("default", "--organization", "Jansen & \"Zoon\" <B.V.>"),
        new("default", "--oin", "00000099000000007000"),
    ];

    public static TheoryData<int> Rows => [.. Enumerable.Range(0, All.Length)];
}
