namespace CommonGround.Platform.Privacy;

/// <summary>The secret with the tenants' keys was not read yet. Nothing was done.</summary>
public sealed class TenantKeysMissingException : Exception
{
    public TenantKeysMissingException()
        : base("The tenants' keys are not there yet.")
    {
    }

    public TenantKeysMissingException(string message)
        : base(message)
    {
    }

    public TenantKeysMissingException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
