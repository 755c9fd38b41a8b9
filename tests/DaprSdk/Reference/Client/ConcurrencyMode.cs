namespace Dapr.Client;

public enum ConcurrencyMode
{
    FirstWrite,
}
