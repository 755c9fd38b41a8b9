using System.Collections.Concurrent;
using System.Reflection;
using System.Xml.Linq;

namespace CommonGround.Platform.OpenApi;

/// <summary>
/// The documentation comments of handlers and types, from the XML files beside the assemblies. The generator of
/// Microsoft.AspNetCore.OpenApi sees only the project that it is called from, which is the platform.
/// </summary>
internal sealed class XmlComments
{
    private readonly ConcurrentDictionary<Assembly, Dictionary<string, XElement>> _files = new();

    public XmlComment? Of(Type type) => Find(type.Assembly, "T:" + NameOf(type));

    public XmlComment? Of(MemberInfo member) => member switch
    {
        Type type => Of(type),
        PropertyInfo { DeclaringType: { } type } => Find(type.Assembly, $"P:{NameOf(type)}.{member.Name}"),
        FieldInfo { DeclaringType: { } type } => Find(type.Assembly, $"F:{NameOf(type)}.{member.Name}"),
        MethodInfo { DeclaringType: { } type } method => Find(type.Assembly, $"M:{NameOf(type)}.{method.Name}"),
        _ => null,
    };

    private static string NameOf(Type type) =>
        (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName?.Replace('+', '.') ?? type.Name;

    private XmlComment? Find(Assembly assembly, string id) =>
        _files.GetOrAdd(assembly, Load).TryGetValue(id, out var element) ? new XmlComment(element) : null;

    private static Dictionary<string, XElement> Load(Assembly assembly)
    {
        var path = Path.Combine(AppContext.BaseDirectory, assembly.GetName().Name + ".xml");
        var members = new Dictionary<string, XElement>();
        if (File.Exists(path))
        {
            foreach (var member in XDocument.Load(path).Descendants("member"))
            {
                // A method's id goes on with its parameters. Of overloaded ones the first is taken: handlers are not.
                var id = (string?)member.Attribute("name") ?? "";
                members.TryAdd(id.Split('(')[0], member);
            }
        }

        return members;
    }
}
