namespace CommonGround.Tools.Benchmark;

/// <summary>One line of the table of growth: the same component with few resources and with many.</summary>
/// <param name="Name">What is measured.</param>
/// <param name="Unit">Of both values.</param>
/// <param name="Few">With few resources.</param>
/// <param name="Many">With many.</param>
/// <param name="Aim">What the ratio should be, such as <c>&lt;= 1.2</c>, or empty.</param>
internal sealed record Growth(string Name, string Unit, double Few, double Many, string Aim)
{
    public double Ratio => Many / Few;
}
