namespace CommonGround.Platform.Tests.OpenApi;

public sealed class OperationTests
{
    [Fact]
    public async Task Every_operation_has_an_id_of_its_own_texts_a_tag_and_examples()
    {
        await using var app = await DescribedApp.StartAsync();
        var document = await app.GetDocumentAsync();
        var operations = document.Operations().ToArray();
        Assert.Equal(
            ["deleteDingenById", "getDingen", "getDingenById", "getOpenApiDocument", "getStatus", "patchDingenById", "postDingen", "postDingenZoek"],
            operations.Select(operation => (string?)operation.Operation["operationId"]).Order(StringComparer.Ordinal));
        Assert.All(operations, operation => Assert.NotEmpty((string?)operation.Operation["summary"] ?? ""));
        Assert.All(operations, operation => Assert.NotEmpty((string?)operation.Operation["description"] ?? ""));
        Assert.All(operations, operation => Assert.Single(operation.Operation["tags"]!.AsArray()));
        Assert.Equal("Dingen vastleggen en terugvinden.", (string?)document["tags"]!.AsArray().Single(tag => (string?)tag!["name"] == "Dingen")!["description"]);
        Assert.Equal("Hetzelfde verzoek met dezelfde `Idempotency-Key` maakt geen tweede ding.", (string?)document.At("paths", "/dingen", "post", "description"));
        Assert.Equal("Een ding", (string?)document.At("paths", "/dingen", "post", "requestBody", "content", "application/json", "example", "naam"));
        Assert.Equal("nieuw", (string?)document.At("paths", "/dingen/{id}", "get", "responses", "200", "content", "application/json", "example", "status"));
    }

    [Fact]
    public async Task Every_answer_has_the_header_with_the_version()
    {
        await using var app = await DescribedApp.StartAsync();
        var document = await app.GetDocumentAsync();
        var answers = document.Operations().SelectMany(operation => operation.Operation["responses"]!.AsObject()).ToArray();
        Assert.True(answers.Length > 60);
        Assert.All(answers, answer => Assert.Contains("API-Version", document.Follow(answer.Value!)["headers"]!.Names()));
    }

    [Fact]
    public async Task Answers_and_requests_have_the_headers_of_their_endpoint()
    {
        await using var app = await DescribedApp.StartAsync();
        var paths = (await app.GetDocumentAsync())["paths"]!;
        Assert.Contains("Location", paths.At("/dingen", "post", "responses", "201", "headers").Names());
        Assert.Contains("ETag", paths.At("/dingen/{id}", "get", "responses", "200", "headers").Names());
        var match = paths["/dingen/{id}"]!["patch"]!["parameters"]!.AsArray().Single(parameter => (string?)parameter!["name"] == "If-Match")!;
        Assert.Equal("header", (string?)match["in"]);
        Assert.True((bool?)match["required"]);
        Assert.Equal("\"3\"", (string?)match["example"]);
    }

    [Fact]
    public async Task Parameters_of_path_and_query_are_described()
    {
        await using var app = await DescribedApp.StartAsync();
        var paths = (await app.GetDocumentAsync())["paths"]!;
        var id = paths["/dingen/{id}"]!["get"]!["parameters"]![0]!;
        Assert.Equal("De sleutel van het ding.", (string?)id["description"]);
        Assert.Equal("uuid", (string?)id["schema"]!["format"]);
        Assert.Equal("De sleutel van de resource.", (string?)paths["/dingen/{id}"]!["delete"]!["parameters"]![0]!["description"]);
        var limit = paths["/dingen"]!["get"]!["parameters"]!.AsArray().Single(parameter => (string?)parameter!["name"] == "limit")!;
        Assert.Equal("Hoeveel er hoogstens op een bladzijde staan.", (string?)limit["description"]);
        Assert.Equal(100, (int?)limit["schema"]!["maximum"]);
        Assert.Null(limit["required"]);
    }

    [Fact]
    public async Task A_problem_has_the_shared_schema_an_example_and_the_headers_of_its_status()
    {
        await using var app = await DescribedApp.StartAsync();
        var document = await app.GetDocumentAsync();
        foreach (var status in new[] { "400", "401", "403", "404", "409", "412", "413", "415", "428", "429", "500", "503" })
        {
            var content = document.At("paths", "/dingen", "post", "responses", status, "content");
            Assert.Equal(["application/problem+json"], content.Names());
            Assert.Equal("#/components/schemas/Problem", (string?)content.At("application/problem+json")["schema"]!["$ref"]);
            Assert.Equal(status, content.At("application/problem+json", "example", "status").ToString());
        }

        Assert.Contains("Retry-After", document.At("paths", "/dingen", "post", "responses", "429", "headers").Names());
        Assert.Contains("WWW-Authenticate", document.At("paths", "/dingen", "post", "responses", "401", "headers").Names());
        Assert.Contains("WWW-Authenticate", document.At("paths", "/dingen", "post", "responses", "403", "headers").Names());
        Assert.Equal(["status", "title", "detail"], document.At("components", "schemas", "Problem", "required").Texts());
        Assert.Equal(["status", "title", "detail", "errors"], document.At("components", "schemas", "Problem", "properties").Names());
        Assert.Equal(["body", "query", "header"], document.At("components", "schemas", "ProblemError", "properties", "in", "enum").Texts());
        Assert.Equal(
            document.At("components", "schemas", "ProblemError", "properties", "detail", "example").ToString(),
            document.At("components", "responses", "Problem400", "content", "application/problem+json", "example", "errors")[0]!["detail"]!.ToString());
        Assert.Equal(["in", "location", "code", "detail"], document.At("components", "schemas", "ProblemError", "required").Texts());
    }

    [Fact]
    public async Task An_operation_asks_for_its_scope_and_every_scope_is_described()
    {
        await using var app = await DescribedApp.StartAsync();
        var document = await app.GetDocumentAsync();
        Assert.Equal(["dingen.schrijven"], document.At("paths", "/dingen", "post", "security")[0]!["oauth2"]!.Texts());
        Assert.Empty(document.At("paths", "/status", "get", "security").AsArray());

        var flow = document.At("components", "securitySchemes", "oauth2", "flows", "clientCredentials");
        Assert.Equal("https://auth.example.nl/token", (string?)flow["tokenUrl"]);
        Assert.Equal(["dingen.lezen", "dingen.schrijven"], flow["scopes"]!.Names());
        Assert.Equal("Legt een ding vast; Wijzigt een ding; Verwijdert een ding.", (string?)flow["scopes"]!["dingen.schrijven"]);
    }

    [Fact]
    public async Task Texts_of_answers_are_Dutch()
    {
        await using var app = await DescribedApp.StartAsync();
        var document = await app.GetDocumentAsync();
        Assert.Equal("Gelukt.", (string?)document.At("paths", "/dingen", "get", "responses", "200", "description"));
        Assert.Equal("Gelukt. Er is geen inhoud.", (string?)document.At("paths", "/dingen/{id}", "delete", "responses", "204", "description"));
    }
}
