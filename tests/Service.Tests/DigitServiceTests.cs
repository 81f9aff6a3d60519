using System.Net;
using System.Net.Http.Json;
using Cnn;
using Microsoft.AspNetCore.Builder;
using MnistExample;

namespace ServiceExample.Tests;

/// <summary>The service on a port of this machine, with requests of many clients at once.</summary>
public sealed class DigitServiceTests : IAsyncLifetime
{
    private readonly Mnist _network = Mnist.Create(seed: 5);
    private readonly string _weights = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".safetensors");
    private readonly HttpClient _client = new();
    private WebApplication? _service;

    public async Task InitializeAsync()
    {
        _network.Save(_weights);
        _service = DigitService.Build(["--weights", _weights, "--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "Warning"]);
        await _service.StartAsync();
        _client.BaseAddress = new Uri(_service.Urls.Single());
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _service!.DisposeAsync();
        File.Delete(_weights);
    }

    [Fact]
    public async Task ManyRequestsAtOnce_GetTheirOwnAnswers()
    {
        const int Clients = 16, Requests = 50;
        using InferenceSession<Mnist> session = _network.Freeze().CreateSession(new() { Threads = 1 });
        byte[][] images = [.. Enumerable.Range(0, 32).Select(Image)];
        float[][] expected = [.. images.Select(image => session.Predict(image).ToArray())];

        int[] wrong = await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(async () =>
        {
            int count = 0;
            for (int request = 0; request < Requests; request++)
            {
                int image = (client * 7 + request) % images.Length;
                using HttpResponseMessage response = await _client.PostAsync("/digit", new ByteArrayContent(images[image]));
                Answer answer = (await response.Content.ReadFromJsonAsync<Answer>())!;
                if (!answer.Probabilities.SequenceEqual(expected[image])
                    || answer.Digit != Array.IndexOf(expected[image], expected[image].Max()))
                    count++;
            }
            return count;
        })));

        Assert.Equal(0, wrong.Sum());
    }

    [Theory]
    [InlineData(783, "Expected 784 bytes, a pixel each, found 783.")]
    [InlineData(785, "Expected 784 bytes, a pixel each, found more.")]
    [InlineData(0, "Expected 784 bytes, a pixel each, found 0.")]
    public async Task AnotherSize_IsRefused(int bytes, string message)
    {
        using HttpResponseMessage response = await _client.PostAsync("/digit", new ByteArrayContent(new byte[bytes]));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(message, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public void WithoutWeights_ItSaysHowToMakeThem() =>
        Assert.Contains("--weights FILE", Assert.Throws<ArgumentException>(() => DigitService.Build([])).Message);

    private static byte[] Image(int seed)
    {
        byte[] pixels = new byte[28 * 28];
        new Random(seed).NextBytes(pixels);
        return pixels;
    }
}
