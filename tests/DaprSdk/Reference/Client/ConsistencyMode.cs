namespace Dapr.Client;

public enum ConsistencyMode
{
}
