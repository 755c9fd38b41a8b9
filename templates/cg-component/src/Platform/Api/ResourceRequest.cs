using System.Reflection;
using CommonGround.Platform.Api.Answers;
using CommonGround.Platform.Api.Input;
using CommonGround.Platform.Authentication;
using CommonGround.Platform.Privacy;
using CommonGround.Platform.State;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CommonGround.Platform.Api;

/// <summary>
/// What a handler does to the resources of its collection: read, list, search and change, as the API Design Rules and RFC 9110 ask.
/// It reads <c>If-Match</c>, <c>If-None-Match</c> and <c>Idempotency-Key</c> itself, and stays within the caller's tenant.
/// </summary>
public sealed partial class ResourceRequest : IBindableFromHttpContext<ResourceRequest>
{
    private readonly HttpContext _context;
    private readonly IDocuments _documents;
    private readonly Caller _caller;
    private readonly Preconditions _preconditions;

    private ResourceRequest(HttpContext context)
    {
        _context = context;
        _documents = context.RequestServices.GetRequiredService<IDocuments>();
        _caller = context.GetCaller();
        _preconditions = Preconditions.Read(context);
        _idempotencyKey = HttpMethods.IsGet(context.Request.Method) ? null : IdempotencyHeader.Read(context, _caller);
    }

    static ValueTask<ResourceRequest?> IBindableFromHttpContext<ResourceRequest>.BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult<ResourceRequest?>(new ResourceRequest(context));

    /// <summary>200 with the resource and its <c>ETag</c>, 304 where the caller has it already, 404 where it does not exist.</summary>
    public async Task<IResult> GetAsync<T, TView>(Collection<T> collection, Guid id, Func<Document<T>, TView> view)
    {
        ArgumentNullException.ThrowIfNull(view);
        var document = await _documents.GetAsync(collection, _caller.Tenant, id, _context.RequestAborted);
        if (document is null)
        {
            return Problems.NotFound;
        }

        var etag = ETag(document);
        return _preconditions.Holds(etag) ? new NotModifiedAnswer(etag) : new JsonAnswer<TView>(200, view(document)) { ETag = etag };
    }

    /// <summary>200 with a page of resources in the order of their creation, and a <c>Link</c> to the next one (ADR-P2, ADR-P3).</summary>
    public async Task<IResult> ListAsync<T, TView>(Collection<T> collection, Paging paging, Func<Document<T>, TView> view)
    {
        ArgumentNullException.ThrowIfNull(paging);
        var page = await _documents.ListAsync(collection, _caller.Tenant, paging.After, paging.Size, _context.RequestAborted);
        return Page(page, view);
    }

    /// <summary>As <see cref="ListAsync"/>, of the resources that have this value for a look-up of the collection.</summary>
    /// <remarks>The value comes from a body: a path or a query may not hold personal data (ADR-31).</remarks>
    public async Task<IResult> SearchAsync<T, TView>(
        Collection<T> collection, string lookUp, string value, Paging paging, Func<Document<T>, TView> view)
    {
        ArgumentNullException.ThrowIfNull(paging);
        var page = await _documents.SearchAsync(
            collection, _caller.Tenant, lookUp, value, paging.After, paging.Size, _context.RequestAborted);
        return Page(page, view);
    }

    /// <summary>As <see cref="ListAsync"/>, of the resources about a person. The search is logged as use of his data, also where it finds nothing.</summary>
    /// <remarks>The BSN comes from a body: a path or a query may not hold personal data (ADR-31).</remarks>
    public Task<IResult> SearchAsync<T, TView>(Collection<T> collection, string lookUp, Bsn person, Paging paging, Func<Document<T>, TView> view)
    {
        ArgumentNullException.ThrowIfNull(collection);
        return collection.IsOfPersons(lookUp)
            ? SearchAsync(collection, lookUp, person.Reveal(), paging, view)
            : throw new ArgumentException($"The look-up '{lookUp}' of {collection.Name} is not by person: let its function return the Bsn itself.", nameof(lookUp));
    }

    private JsonAnswer<TView[]> Page<T, TView>(DocumentPage<T> page, Func<Document<T>, TView> view)
    {
        var views = new TView[page.Items.Count];
        for (var i = 0; i < views.Length; i++)
        {
            views[i] = view(page.Items[i]);
        }

        return new JsonAnswer<TView[]>(200, views) { Link = NextPage.Link(_context, page.Next) };
    }

    private string Address(PathString path) => _context.RequestServices.GetRequiredService<PublicAddress>().Of(path);

    private string ETag<T>(Document<T> document) => _context.RequestServices.GetRequiredService<EntityTag>().Of(document.Version);
}
