using System.Text;
using Microsoft.IdentityModel.Protocols;

namespace CommonGround.Platform.Authentication;

/// <summary>Keeps the text of what one fetch of the metadata read, to see whether anything changed since the last one.</summary>
internal sealed class RecordingRetriever(IDocumentRetriever inner) : IDocumentRetriever
{
    private readonly StringBuilder _text = new();

    public string Text => _text.ToString();

    public async Task<string> GetDocumentAsync(string address, CancellationToken cancel)
    {
        var document = await inner.GetDocumentAsync(address, cancel).ConfigureAwait(false);
        _text.AppendLine(document);
        return document;
    }
}
