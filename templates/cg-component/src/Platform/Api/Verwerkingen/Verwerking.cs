using CommonGround.Platform.Logging.Processing;

namespace CommonGround.Platform.Api.Verwerkingen;

/// <summary>Een verwerking van persoonsgegevens, zoals het Logboek Dataverwerkingen die heeft. Over wie zij gaat staat er niet in: dat is gevraagd.</summary>
internal sealed record Verwerking
{
    /// <summary>Wat er gedaan is.</summary>
    /// <example>Toon een vergunning</example>
    public required string Naam { get; init; }

    /// <summary>Het tijdstip waarop de verwerking begon.</summary>
    /// <example>2027-01-04T09:30:00Z</example>
    public required DateTimeOffset TijdstipBegin { get; init; }

    /// <summary>Het tijdstip waarop de verwerking klaar was.</summary>
    /// <example>2027-01-04T09:30:01Z</example>
    public required DateTimeOffset TijdstipEinde { get; init; }

    /// <summary>Hoe de verwerking afliep: Ok, Error bij een fout in het systeem, of Unset wanneer het verzoek geweigerd werd.</summary>
    /// <example>Ok</example>
    public required string Status { get; init; }

    /// <summary>Waarvoor de gegevens gebruikt zijn: de versie van de verwerkingsactiviteit in het register.</summary>
    /// <example>https://register.example.nl/verwerkingsactiviteiten/vergunning-verlenen/versies/1</example>
    public required Uri Verwerkingsactiviteit { get; init; }

    /// <summary>De naam van die verwerkingsactiviteit; ontbreekt bij een versie die dit component niet meer kent.</summary>
    /// <example>Vergunningen verlenen</example>
    public string? NaamVerwerkingsactiviteit { get; init; }

    /// <summary>De applicatie die erom vroeg; ontbreekt wanneer dit component het uit zichzelf deed.</summary>
    /// <example>urn:commonground:client:balieapplicatie</example>
    public string? AanroependeApplicatie { get; init; }

    /// <summary>Het kenmerk van het geheel waar de verwerking bij hoort, ook bij andere organisaties.</summary>
    /// <example>4bf92f3577b34da6a3ce929d0e0e4736</example>
    public required string TraceId { get; init; }

    /// <summary>Het kenmerk van de verwerking zelf.</summary>
    /// <example>00f067aa0ba902b7</example>
    public required string SpanId { get; init; }

    /// <summary>Het kenmerk van de verwerking waar deze een deel van is.</summary>
    /// <example>53995c3f42cd8ad8</example>
    public string? BovenliggendeSpanId { get; init; }

    internal static Verwerking Van(ProcessingLine line, ProcessingActivities activities)
    {
        var activity = new Uri(line.Attributes[LineAttributes.Activity]);
        return new Verwerking
        {
            Naam = line.Name,
            TijdstipBegin = DateTimeOffset.FromUnixTimeMilliseconds(line.StartTime),
            TijdstipEinde = DateTimeOffset.FromUnixTimeMilliseconds(line.EndTime),
            Status = line.Status,
            Verwerkingsactiviteit = activity,
            NaamVerwerkingsactiviteit = activities.All.FirstOrDefault(known => known.Uri == activity)?.Name,
            AanroependeApplicatie = line.Attributes.GetValueOrDefault(LineAttributes.Processor),
            TraceId = line.TraceId,
            SpanId = line.SpanId,
            BovenliggendeSpanId = line.ParentSpanId,
        };
    }
}
