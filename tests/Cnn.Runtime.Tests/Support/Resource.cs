using System.Text.Json;

namespace Cnn.Runtime.Tests;

/// <summary>Files that the tests hold.</summary>
internal static class Resource
{
    /// <summary>A file of JSON, by its name.</summary>
    public static JsonElement Json(string name)
    {
        using Stream stream = typeof(Resource).Assembly.GetManifestResourceStream(name)
            ?? throw new FileNotFoundException($"The tests hold no {name}.");
        return JsonDocument.Parse(stream).RootElement;
    }
}
