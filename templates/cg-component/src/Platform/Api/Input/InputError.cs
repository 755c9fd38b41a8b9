namespace CommonGround.Platform.Api.Input;

/// <summary>One error in what the caller sent (ADR-19). It never repeats the value: that may be a BSN (PRV-01).</summary>
/// <param name="In">Where: <c>body</c>, <c>query</c> or <c>header</c>.</param>
/// <param name="Location">A JSON Pointer into the body (RFC 6901), or the name of the parameter or header.</param>
/// <param name="Code">A stable name for programs: see <see cref="ErrorCodes"/>.</param>
/// <param name="Detail">What is wrong, in Dutch.</param>
internal sealed record InputError(string In, string Location, string Code, string Detail)
{
    public const string Body = "body";
    public const string Query = "query";
    public const string Header = "header";
}
