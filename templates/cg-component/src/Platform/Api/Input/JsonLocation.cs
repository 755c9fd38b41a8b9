using System.Globalization;

namespace CommonGround.Platform.Api.Input;

/// <summary>A place in a JSON document. It becomes text (a JSON Pointer, RFC 6901) only when there is an error to report.</summary>
internal sealed class JsonLocation
{
    public static readonly JsonLocation Root = new(null, "");

    private readonly JsonLocation? _parent;
    private readonly string _name;

    private JsonLocation(JsonLocation? parent, string name)
    {
        _parent = parent;
        _name = name;
    }

    /// <summary>A member that the type declares.</summary>
    public JsonLocation Member(string name) => new(this, name);

    public JsonLocation Element(int index) => new(this, index.ToString(CultureInfo.InvariantCulture));

    /// <summary>A member that the caller named: where the name could be data, its parent stands for it.</summary>
    public JsonLocation Named(string name) => PlainName.Is(name) ? new(this, name) : this;

    public override string ToString() =>
        _parent is null ? "" : $"{_parent}/{_name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";
}
