using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;

namespace CommonGround.Platform.Api.Answers;

/// <summary>The output of a connection, of which the rest can be replaced by one last answer.</summary>
internal sealed class ReplaceableOutput(PipeWriter output) : PipeWriter
{
    private readonly ArrayBufferWriter<byte> _discarded = new();

    private byte[]? _answer;
    private bool _isReplaced;

    public override bool CanGetUnflushedBytes => output.CanGetUnflushedBytes;

    public override long UnflushedBytes => output.UnflushedBytes;

    public static ConnectionDelegate Middleware(ConnectionDelegate next) => connection =>
    {
        var replaceable = new ReplaceableOutput(connection.Transport.Output);
        connection.Features.Set(replaceable);
        connection.Transport = new Duplex(connection.Transport.Input, replaceable);
        return next(connection);
    };

    /// <summary>Sends these bytes with the next flush, and nothing that is written from now on.</summary>
    public void Replace(byte[] answer)
    {
        _answer = answer;
        _isReplaced = true;
    }

    public override Memory<byte> GetMemory(int sizeHint = 0) => _isReplaced ? _discarded.GetMemory(sizeHint) : output.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => _isReplaced ? _discarded.GetSpan(sizeHint) : output.GetSpan(sizeHint);

    public override void Advance(int bytes)
    {
        if (!_isReplaced)
        {
            output.Advance(bytes);
        }
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        if (_answer is { } answer)
        {
            _answer = null;
            output.Write(answer);
        }

        return output.FlushAsync(cancellationToken);
    }

    public override void CancelPendingFlush() => output.CancelPendingFlush();

    public override void Complete(Exception? exception = null) => output.Complete(exception);

    public override ValueTask CompleteAsync(Exception? exception = null) => output.CompleteAsync(exception);

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
