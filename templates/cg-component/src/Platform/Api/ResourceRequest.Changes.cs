using System.Buffers;
using CommonGround.Platform.Api.Answers;
using CommonGround.Platform.Api.Input;
using CommonGround.Platform.Logging.Processing;
using CommonGround.Platform.State;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CommonGround.Platform.Api;

public sealed partial class ResourceRequest
{
    private readonly IdempotencyKey? _idempotencyKey;

    private Act? Act => _context.Features.Get<Act>();

    /// <summary>201 with the new resource, its <c>Location</c> and its <c>ETag</c>.</summary>
    public Task<IResult> CreateAsync<T, TView>(Collection<T> collection, T data, Func<Document<T>, TView> view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return CommitAsync((changes, _) =>
        {
            var document = changes.Create(collection, data);
            return Task.FromResult<IResult>(new JsonAnswer<TView>(201, view(document))
            {
                ETag = ETag(document),
                Location = $"{Address(_context.Request.Path)}/{document.Id}",
            });
        });
    }

    /// <summary>200 with the changed resource; 404, 412 where it has another version than <c>If-Match</c> says, 428 without it.</summary>
    /// <param name="collection">Which collection.</param>
    /// <param name="id">Which resource.</param>
    /// <param name="change">
    /// What the resource becomes. It may throw <see cref="ConflictException"/> or <see cref="InvalidInputException"/>, and it may run
    /// again when another request was first.
    /// </param>
    /// <param name="view">The representation.</param>
    public Task<IResult> ReplaceAsync<T, TView>(Collection<T> collection, Guid id, Func<T, T> change, Func<Document<T>, TView> view)
    {
        ArgumentNullException.ThrowIfNull(change);
        ArgumentNullException.ThrowIfNull(view);
        return ChangeAsync(collection, id, (changes, read) => Replaced(changes.Replace(collection, read, change(read.Data)), view));
    }

    /// <summary>As <see cref="ReplaceAsync"/>, with the writable representation as the patch leaves it; 400 where that is not valid.</summary>
    /// <param name="collection">Which collection.</param>
    /// <param name="id">Which resource.</param>
    /// <param name="writable">The writable representation of what is stored.</param>
    /// <param name="patch">The changes to it.</param>
    /// <param name="change">What the resource becomes, given the patched representation.</param>
    /// <param name="view">The representation.</param>
    public Task<IResult> PatchAsync<T, TInput, TView>(
        Collection<T> collection,
        Guid id,
        Func<T, TInput> writable,
        MergePatch<TInput> patch,
        Func<T, TInput, T> change,
        Func<Document<T>, TView> view)
        where TInput : class
    {
        ArgumentNullException.ThrowIfNull(writable);
        ArgumentNullException.ThrowIfNull(patch);
        ArgumentNullException.ThrowIfNull(change);
        ArgumentNullException.ThrowIfNull(view);
        return ChangeAsync(collection, id, (changes, read) =>
        {
            var errors = new InputErrors();
            var options = _context.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
            return patch.ApplyTo(writable(read.Data), options, errors) is { } input
                ? Replaced(changes.Replace(collection, read, change(read.Data, input)), view)
                : Problems.Invalid(errors.All);
        });
    }

    /// <summary>204; 404, 412 and 428 as <see cref="ReplaceAsync"/>.</summary>
    public Task<IResult> DeleteAsync<T>(Collection<T> collection, Guid id) =>
        ChangeAsync(collection, id, (changes, read) =>
        {
            changes.Delete(collection, read);
            return new DeletedAnswer();
        });

    private JsonAnswer<TView> Replaced<T, TView>(Document<T> document, Func<Document<T>, TView> view) =>
        new(200, view(document)) { ETag = ETag(document) };

    private Task<IResult> ChangeAsync<T>(Collection<T> collection, Guid id, Func<IChanges, Document<T>, IResult> change) =>
        CommitAsync(async (changes, cancellationToken) =>
        {
            if (!_preconditions.HasMatch)
            {
                return Problems.PreconditionRequired;
            }

            var read = await changes.GetAsync(collection, id, cancellationToken);
            return read is null ? Problems.NotFound
                : _preconditions.Allow(read.Version, ETag(read)) ? change(changes, read)
                : Problems.PreconditionFailed;
        });

    private Task<IResult> CommitAsync(Func<IChanges, CancellationToken, Task<IResult>> decide) =>
        _documents.ChangeAsync(
            _caller.Tenant, _idempotencyKey is { } key ? (changes, token) => OnceAsync(key, changes, decide, token) : decide, _context.RequestAborted);

    // A repetition gets the stored answer before anything else is looked at, If-Match included (commit-log 20).
    private async Task<IResult> OnceAsync(
        IdempotencyKey key, IChanges changes, Func<IChanges, CancellationToken, Task<IResult>> decide, CancellationToken cancellationToken)
    {
        var hash = RequestInput.Of(_context).Hash ??= RequestHash.Of(_context.Request, ReadOnlySequence<byte>.Empty);
        if (await FindAsync(key, hash, changes, cancellationToken) is { } stored)
        {
            return stored;
        }

        IResult result;
        try
        {
            result = await decide(changes, cancellationToken);
        }
        catch (Exception refusal) when (refusal is ConflictException or InvalidInputException)
        {
            if (await FindAsync(key, hash, changes, cancellationToken) is { } landed)
            {
                return landed;
            }

            throw;
        }

        // What is refused is not committed, so nothing guards what was read: an earlier attempt may have landed after the first look, and its
        // own change is then why this one is refused. Its answer landed with it.
        if (result is not IStorableResult storable)
        {
            return await FindAsync(key, hash, changes, cancellationToken) ?? result;
        }

        var options = _context.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var answer = storable.Store(hash, options) with { Subjects = Act?.Subjects ?? [] };
        changes.StoreAnswer(key, answer);
        return new StoredAnswerResult(answer);
    }

    private async Task<IResult?> FindAsync(IdempotencyKey key, string hash, IChanges changes, CancellationToken cancellationToken)
    {
        if (await changes.FindAnswerAsync(key, cancellationToken) is not { } stored)
        {
            return null;
        }

        if (stored.RequestHash != hash)
        {
            return Problems.OtherRequest;
        }

        if (stored.Subjects.Count > 0)
        {
            Act?.Use(_caller.Tenant, "the answer of before", stored.Subjects);
        }

        return new StoredAnswerResult(stored);
    }
}
