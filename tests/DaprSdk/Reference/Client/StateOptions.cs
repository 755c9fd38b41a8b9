namespace Dapr.Client;

public class StateOptions
{
    public ConcurrencyMode? Concurrency { get; set; }
}
