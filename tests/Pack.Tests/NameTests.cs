using System.Text.RegularExpressions;
using CommonGround.Pack.Tests.Infra;

namespace CommonGround.Pack.Tests;

/// <summary>Which namespace and app-id follow from a name. That these build is shown by <see cref="ExecutionTests"/>.</summary>
public sealed partial class NameTests(Kit kit)
{
    private const string LongName = "Zeerlangenaamvaneencomponentdievanallesvoordegemeentebijhoudt";

    [Theory]
    [InlineData("Begrafenisplanner", "Begrafenisplanner", "begrafenisplanner")]
    [InlineData("zaak-register", "zaak_register", "zaak-register")]
    [InlineData("Zaak.Register", "Zaak.Register", "zaak-register")]
    [InlineData("ZaakRegister2Go", "ZaakRegister2Go", "zaak-register2-go")]
    [InlineData("1st.Register", "_1st.Register", "c-1st-register")]
    [InlineData("gemeente.zaken.2", "gemeente.zaken._2", "gemeente-zaken-2")]
    [InlineData("Café", "Café", "cafe")]
    [InlineData("IJsbaan Łódź & Ærø", "IJsbaan_Łódź___Ærø", "ijsbaan-lodz-aero")]
    [InlineData("class", "_class", "class")]
    [InlineData("Zaak.class", "Zaak._class", "zaak-class")]
    [InlineData("zaak register", "zaak_register", "zaak-register")]
    [InlineData("System", "_System", "system")]
    [InlineData("Program", "_Program", "program")]
    [InlineData("Aanvraag", "_Aanvraag", "aanvraag")]
    [InlineData("Component", "Component", "component")]
    [InlineData("CommonGround.Platform", "_CommonGround.Platform", "common-ground-platform")]
    [InlineData("CommonGround.Zaken", "CommonGround.Zaken", "common-ground-zaken")]
    [InlineData("Zaken Заявки", "Zaken_Заявки", "zaken")]
    [InlineData(LongName, LongName, "zeerlangenaamvaneencomponentdievanallesvoordegemee")]
    public async Task A_name_gives_a_namespace_and_an_app_id(string name, string expectedNamespace, string expectedAppId)
    {
        var component = await kit.GenerateAsync(name);

        Assert.Contains($"{name}.slnx", component.Files);
        Assert.Contains($"<RootNamespace>{expectedNamespace}</RootNamespace>", component.Read("src/Component/Component.csproj"), StringComparison.Ordinal);
        Assert.Contains($"\"AppId\": \"{expectedAppId}\"", component.Read("src/Component/appsettings.json"), StringComparison.Ordinal);

        // DNS-1035, with room for the suffixes that Dapr and Kubernetes add.
        Assert.Matches("^[a-z]([a-z0-9-]{0,48}[a-z0-9])?$", expectedAppId);
    }

    [Theory]
    [InlineData("Zaak.Register", "Zaak.Register")]
    [InlineData("class", "_class")]
    public async Task Namespaces_of_the_component_begin_with_its_name(string name, string expected)
    {
        var component = await kit.GenerateAsync(name);

        Assert.All(
            component.Files.Where(file => file.EndsWith(".cs", StringComparison.Ordinal) && !file.StartsWith("src/Platform/", StringComparison.Ordinal)),
            file => Assert.All(
                Namespaces().Matches(component.Read(file)),
                match => Assert.StartsWith(expected, match.Groups[1].Value, StringComparison.Ordinal)));
    }

    /// <summary>
    /// In <c>namespace Aanvraag.Tests</c> the word <c>Aanvraag</c> is a namespace and no longer the type, so a segment that is also
    /// a type of the sample or of the platform is written with an underscore.
    /// </summary>
    [Fact]
    public void The_names_of_our_own_types_are_reserved()
    {
        var reserved = (string)TemplateJson.Root["forms"]!["reservedSegment"]!["pattern"]!;
        string[] component = [.. Sources("src/Component"), .. Sources("tests/Component.Tests")];
        var own = component.SelectMany(text => Types().Matches(text)).Select(match => match.Groups[1].Value);
        var platform = Sources("src/Platform").SelectMany(text => PublicTypes().Matches(text)).Select(match => match.Groups[1].Value)
            .Where(type => component.Any(text => Regex.IsMatch(text, $@"\b{type}\b")));

        // A class of tests is named by nobody.
        string[] types = [.. own.Concat(platform).Distinct().Where(type => !type.EndsWith("Tests", StringComparison.Ordinal))];

        Assert.True(types.Length > 10, "The types of the template were not found.");
        string[] free = [.. types.Where(type => !Regex.IsMatch(type, reserved))];
        Assert.True(free.Length == 0, $"Add these to reservedSegment in template.json: {string.Join('|', free)}");
    }

    private static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Template, folder), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(File.ReadAllText);

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespaces();

    [GeneratedRegex(@"^(?:\w+ )*(?:class|record|struct|interface|enum) (?:struct )?(\w+)", RegexOptions.Multiline)]
    private static partial Regex Types();

    [GeneratedRegex(@"^public (?:\w+ )*(?:class|record|struct|interface|enum) (?:struct )?(\w+)", RegexOptions.Multiline)]
    private static partial Regex PublicTypes();
}
