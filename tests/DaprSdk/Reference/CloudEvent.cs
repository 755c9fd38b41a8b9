namespace Dapr;

public class CloudEvent
{
}
