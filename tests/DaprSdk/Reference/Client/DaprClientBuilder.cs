namespace Dapr.Client;

public sealed class DaprClientBuilder
{
}
