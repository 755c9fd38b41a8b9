using CommonGround.Sidecar.Secrets;

namespace CommonGround.Sidecar.Tests.Exchanges;

internal sealed class SecretsWorld(IReadOnlyList<Exchange> exchanges) : World(exchanges)
{
    private StandInSidecar? _sidecar;

    public override async Task<StandInSidecar> BeforeAsync(Exchange exchange) =>
        _sidecar ??= await StartAsync(new SidecarOptions { AppId = "rec3", SecretStores = Stores() });

    internal static SecretComponent[] Stores() =>
    [
        Database(new("secrets-single", SecretStoreKind.SingleValued)),
        Database(new("secrets-multi", SecretStoreKind.MultiValued)),
        new SecretComponent("secrets-env", SecretStoreKind.Environment).With("OMGEVINGSGEHEIM", "example-only-3"),
    ];

    private static SecretComponent Database(SecretComponent store) =>
        store.With("pseudonym-key", "example-only").With("database", ("user", "app"), ("password", "example-only-2"));
}
