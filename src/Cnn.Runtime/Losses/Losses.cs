using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Cnn.Runtime;

/// <summary>
/// What a training step minimises. Each function takes one instance, writes the gradient of the mean loss by the logits and
/// returns the instance's loss before averaging; <c>scale</c> is 1 / instances.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(GeneratedCodeOnly.Id, Message = GeneratedCodeOnly.Message, UrlFormat = GeneratedCodeOnly.Page)]
public static partial class Losses
{
}
