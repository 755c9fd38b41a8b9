using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;

namespace CommonGround.Platform.Tests.OpenApi.Dingen;

internal sealed record Blad
{
    /// <summary>Waar de vorige bladzijde eindigde.</summary>
    [FromQuery(Name = "cursor"), StringLength(100)]
    public string? Cursor { get; init; }

    /// <summary>Hoeveel er hoogstens op een bladzijde staan.</summary>
    [FromQuery(Name = "limit"), Range(1, 100)]
    public int? Limit { get; init; }
}
