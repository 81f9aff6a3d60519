using System.Text.Json;

namespace Cnn.Reference;

internal static class Resources
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web);

    public static T Read<T>(string name)
    {
        using var stream = typeof(Resources).Assembly.GetManifestResourceStream(name)
            ?? throw new FileNotFoundException($"The assembly has no resource '{name}'.");
        return JsonSerializer.Deserialize<T>(stream, s_options) ?? throw new InvalidDataException($"The resource '{name}' is empty.");
    }
}
