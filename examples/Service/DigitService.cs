using Cnn;
using MnistExample;

namespace ServiceExample;

/// <summary>What the service answers.</summary>
/// <param name="Digit">The most probable one.</param>
/// <param name="Probabilities">Of the digits 0 to 9.</param>
internal sealed record Answer(int Digit, float[] Probabilities);

/// <summary>
/// Takes 28 × 28 bytes, white on black as MNIST has them, at <c>/digit</c>. Requests run at the same time, each on its own thread with a
/// session of the pool's.
/// </summary>
internal static class DigitService
{
    private static readonly int s_pixels = Mnist.Info.Input.ElementCount;

    /// <summary>The service with the weights that <c>--weights FILE</c> names.</summary>
    public static WebApplication Build(string[] args)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
        string weights = builder.Configuration["weights"] ?? throw new ArgumentException(
            "Say where the weights are: --weights FILE. "
            + "`dotnet run -c Release --project examples/Mnist -- mnist FOLDER --save FILE` makes them.");
        builder.Services.AddSingleton(Mnist.LoadModel(weights).CreatePool());
        WebApplication app = builder.Build();
        app.MapPost("/digit", AnswerAsync);
        return app;
    }

    private static async Task<IResult> AnswerAsync(HttpRequest request, SessionPool<Mnist> pool, CancellationToken cancellation)
    {
        // A byte more than there should be shows what is too long, and nothing is read beyond it.
        byte[] pixels = new byte[s_pixels + 1];
        int length = await request.Body.ReadAtLeastAsync(pixels, pixels.Length, throwOnEndOfStream: false, cancellation);
        if (length != s_pixels)
        {
            string found = length > s_pixels ? "more" : $"{length}";
            return Results.Problem($"Expected {s_pixels} bytes, a pixel each, found {found}.", statusCode: StatusCodes.Status400BadRequest);
        }
        float[] probabilities = new float[Mnist.Info.Output.ElementCount];
        pool.Predict(pixels.AsSpan(0, s_pixels), probabilities);
        return Results.Ok(new Answer(Array.IndexOf(probabilities, probabilities.Max()), probabilities));
    }
}
