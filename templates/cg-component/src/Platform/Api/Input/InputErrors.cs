namespace CommonGround.Platform.Api.Input;

/// <summary>All errors of one request, up to a bound that keeps the answer small.</summary>
internal sealed class InputErrors
{
    private const int Max = 100;

    // Most requests have none.
    private List<InputError>? _errors;

    public int Count => _errors?.Count ?? 0;

    public bool Full => Count >= Max;

    public IReadOnlyList<InputError> All => _errors ?? [];

    public void Body(JsonLocation location, string code, string detail) => Add(InputError.Body, location.ToString(), code, detail);

    public void Add(string place, string location, string code, string detail)
    {
        if (!Full)
        {
            (_errors ??= []).Add(new InputError(place, location, code, detail));
        }
    }
}
