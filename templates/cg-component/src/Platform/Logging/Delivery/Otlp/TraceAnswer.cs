using System.Text;

namespace CommonGround.Platform.Logging.Delivery.Otlp;

/// <summary>Reads an <c>ExportTraceServiceResponse</c> (OTLP 1.x, collector/trace/v1): what the Logboek did not write.</summary>
internal static class TraceAnswer
{
    private const int PartialSuccess = 1;
    private const int RejectedSpans = 1;
    private const int ErrorMessage = 2;

    // It goes into the log.
    private const int LongestReason = 256;

    /// <exception cref="FormatException">It is none.</exception>
    public static LogboekAnswer Read(ReadOnlySpan<byte> body)
    {
        var answer = LogboekAnswer.Written;
        var reader = new ProtobufReader(body);
        while (reader.Next())
        {
            if (reader.Field == PartialSuccess)
            {
                answer = reader.IsDelimited ? ReadPartial(reader.Bytes) : throw new FormatException("It is another message.");
            }
        }

        return answer;
    }

    private static LogboekAnswer ReadPartial(ReadOnlySpan<byte> message)
    {
        var (rejected, reason) = (0UL, "");
        var reader = new ProtobufReader(message);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case RejectedSpans:
                    rejected = reader.Number ?? throw new FormatException("It is another message.");
                    break;
                case ErrorMessage:
                    reason = Encoding.UTF8.GetString(reader.Bytes);
                    break;
            }
        }

        // An int64: a negative one is a very large number here, and no count.
        return rejected > long.MaxValue
            ? throw new FormatException("It rejects a negative number of spans.")
            : new LogboekAnswer((int)Math.Min(rejected, int.MaxValue), reason.Length > LongestReason ? reason[..LongestReason] : reason);
    }
}
