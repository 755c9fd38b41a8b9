namespace CommonGround.Platform.Invocation.Fsc;

/// <summary>The headers between a component and the outway of its organization (Federatieve Service Connectiviteit).</summary>
internal static class FscHeaders
{
    /// <summary>The token of inway and outway. A component never sets it, passes it on or logs it (FSC-01, FSC-02).</summary>
    public const string Authorization = "Fsc-Authorization";

    /// <summary>With which contract the outway is to connect: a selector of OpenFSC (FSC-09).</summary>
    public const string GrantHash = "Fsc-Grant-Hash";

    /// <summary>Ties the lines of all logs to one exchange; a UUIDv7 (FSC-04, FSC-09).</summary>
    public const string TransactionId = "Fsc-Transaction-Id";

    /// <summary>On an answer of the inway or outway itself, and never on one of the service (FSC-06).</summary>
    public const string ErrorCode = "Fsc-Error-Code";
}
