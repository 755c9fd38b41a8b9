namespace CommonGround.Platform.Api.Input;

/// <summary>The codes of input errors. Programs rely on them: they never change.</summary>
internal static class ErrorCodes
{
    public const string Depth = "depth";
    public const string Duplicate = "duplicate";
    public const string Encoding = "encoding";
    public const string Format = "format";
    public const string Length = "length";
    public const string Pattern = "pattern";
    public const string Range = "range";
    public const string Required = "required";
    public const string Rule = "rule";
    public const string Syntax = "syntax";
    public const string Type = "type";
    public const string Unknown = "unknown";
}
