using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using CommonGround.Platform.Api.Input;
using Microsoft.AspNetCore.Mvc;

namespace CommonGround.Platform.Api;

/// <summary>Which page of a list is asked for (ADR-P1). Take it as <c>[AsParameters] Paging paging</c>.</summary>
public sealed class Paging
{
    private const int DefaultLimit = 20;

    /// <summary>Begin van de pagina, overgenomen uit de header Link; zonder cursor de eerste pagina.</summary>
    [FromQuery(Name = "cursor"), Cursor, Description("Begin van de pagina, overgenomen uit de header Link; zonder cursor de eerste pagina.")]
    public string? Cursor { get; init; }

    /// <summary>Hoogste aantal resources op de pagina.</summary>
    [FromQuery(Name = "limit"), Range(1, 100), DefaultValue(DefaultLimit), Description("Hoogste aantal resources op de pagina.")]
    public int? Limit { get; init; }

    internal int Size => Limit ?? DefaultLimit;

    internal Guid? After => Api.Cursor.TryRead(Cursor, out var after) ? after : null;
}
