using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Lvs.Client;
using Lvs.Client.Json;
using Lvs.Engine.Rules;
using Microsoft.AspNetCore.Connections;

namespace Lvs.Service.Problems;

/// <summary>Turns what was thrown, and what routing could not place, into problem documents.</summary>
internal static partial class ProblemMiddleware
{
    // People read these in terminals: quotes stay quotes. Nothing embeds them in HTML.
    private static readonly LvsJson Readable =
        new(new JsonSerializerOptions(LvsJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static void UseProblems(this WebApplication application)
    {
        ILogger logger = application.Logger;
        application.Use(async (context, next) =>
        {
            context.Response.Headers[LvsApi.VersionHeader] = LvsApi.Version.ToString(CultureInfo.InvariantCulture);
            try
            {
                await next(context);
                if (!context.Response.HasStarted && Unplaced(context) is { } problem)
                    await WriteAsync(context, problem);
            }
            catch (OperationCanceledException e) when (e.InnerException is ConnectionAbortedException)
            {
                context.Abort(); // a stop that did not wait for the rest of a body: nobody's defect, and nobody to answer
            }
            catch (Exception e) when (Explain(e, context, logger) is { } problem)
            {
                if (context.Response.HasStarted)
                {
                    // Half an answer is out; only an abort keeps the client from taking it for a whole one.
                    context.Abort();
                    return;
                }

                await WriteAsync(context, problem);
            }
        });
    }

    public static Task WriteAsync(HttpContext context, LvsProblem problem)
    {
        byte[] body = JsonSerializer.SerializeToUtf8Bytes(problem, Readable.LvsProblem);
        context.Response.StatusCode = problem.Status;
        context.Response.ContentType = "application/problem+json";
        context.Response.ContentLength = body.Length;
        return context.Response.Body.WriteAsync(body, context.RequestAborted).AsTask();
    }

    private static LvsProblem? Explain(Exception exception, HttpContext context, ILogger logger)
    {
        switch (exception)
        {
            case ProblemException problem:
                return problem.Problem;
            case RuleException refusal:
                return Problem.Of(refusal);
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return BodyProblems.TooLarge(context).Problem;
            case BadHttpRequestException bad:
                return Problem.Document(ProblemCatalog.BadRequest, null, bad.Message, "Send a complete HTTP/1.1 request.", null);
            case OperationCanceledException or ConnectionAbortedException or ConnectionResetException
                when context.RequestAborted.IsCancellationRequested:
                return null;
            default:
                LogFailure(logger, exception, context.Request.Method, context.Request.Path.ToString());
                return Problem.Document(
                    ProblemCatalog.Internal, null, $"lvsd failed: {exception.Message}",
                    "Report it with lvsd's log (journalctl -u lvsd); nothing is known of whether the change was made.", null);
        }
    }

    private static LvsProblem? Unplaced(HttpContext context)
    {
        string path = context.Request.Path.Value ?? "";
        return context.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => Problem.Document(
                ProblemCatalog.NotFound, path, $"There is nothing at '{path}'.", "GET /openapi.json describes what there is.",
                null),
            StatusCodes.Status405MethodNotAllowed => Problem.Document(
                ProblemCatalog.MethodNotAllowed, context.Request.Method,
                $"'{path}' cannot be asked for by {context.Request.Method}.",
                $"It takes {context.Response.Headers.Allow}.", null),
            _ => null,
        };
    }
}
