using System.Text;

namespace Cnn.Dsl;

/// <summary>How a layer's first weights are drawn, as it was declared for the layer or for the whole network.</summary>
/// <param name="Kind">The distribution.</param>
/// <param name="Value">The number, where the distribution is a constant; 0 else.</param>
public readonly record struct WeightInit(Init Kind, double Value = 0)
{
    /// <summary>The words of text, in the order of the enumeration: <c>he_normal</c> is <see cref="Init.HeNormal"/>.</summary>
    public static IReadOnlyList<string> Words { get; } = ((Init[])Enum.GetValues(typeof(Init))).Select(WordOf).ToArray();

    /// <summary>What stands in a layer's description; nothing where the activation decides.</summary>
    public string Description => Kind == Init.Default ? ""
        : " init " + WordOf(Kind) + (Kind == Init.Constant ? " init_value " + Invariant.Number(Value) : "");

    private static string WordOf(Init init)
    {
        var word = new StringBuilder();
        foreach (char letter in init.ToString())
        {
            if (char.IsUpper(letter) && word.Length > 0) word.Append('_');
            word.Append(char.ToLowerInvariant(letter));
        }
        return word.ToString();
    }
}
