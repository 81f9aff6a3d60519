using System.Diagnostics.CodeAnalysis;

namespace Cnn;

/// <summary>What is said of an object that was disposed.</summary>
internal static class Disposed
{
    /// <exception cref="ObjectDisposedException"><paramref name="isDisposed"/>.</exception>
    public static void ThrowIf([DoesNotReturnIf(true)] bool isDisposed, object instance)
    {
        if (isDisposed)
            throw new ObjectDisposedException(NameOf(instance.GetType()));
    }

    /// <summary>
    /// A type as its user writes it, <c>TrainingSession&lt;LeNet5&gt;</c>: a full name says the assembly and version of each type argument.
    /// </summary>
    public static string NameOf(Type type)
    {
        if (!type.IsGenericType)
            return type.Name;
        string name = type.Name.Split('`')[0];
        return $"{name}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>";
    }
}
