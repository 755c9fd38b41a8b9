namespace CommonGround.Sidecar.Secrets;

/// <summary>The secret stores that were recorded.</summary>
public enum SecretStoreKind
{
    /// <summary><c>secretstores.local.file</c>: a nested key is a secret of its own, <c>database:user</c>.</summary>
    SingleValued,

    /// <summary><c>secretstores.local.file</c> with <c>multiValued</c>.</summary>
    MultiValued,

    /// <summary><c>secretstores.local.env</c>: what is missing is there, and empty.</summary>
    Environment,
}
