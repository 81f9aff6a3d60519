using System.Collections;
using Cnn.Runtime;

namespace Cnn;

/// <summary>
/// The gradients of a training session, in the order and by the names of the parameters that are trained, their elements in a weight file's
/// order; read-only. Frozen parameters have none.
/// </summary>
/// <remarks>To be read between calls of the session, or while its optimizer updates.</remarks>
public sealed class GradientList : IReadOnlyList<ParameterView>
{
    private readonly NetworkInfo _info;
    private readonly Func<string, bool> _isFrozen;
    private readonly ParameterView[] _views;

    internal GradientList(NetworkInfo info, Arena arena, StepGate gate, Func<string, bool>? isFrozen = null)
    {
        (_info, _isFrozen) = (info, isFrozen ?? (static _ => false));
        _views = [
            .. info.Parameters.Where(parameter => parameter.IsTrainable && !_isFrozen(parameter.Name))
                .Select(parameter => new ParameterView(parameter, arena, gate, holder: null))];
    }

    /// <summary>How many tensors there are.</summary>
    public int Count => _views.Length;

    /// <summary>
    /// The gradient by the parameter at <paramref name="index"/> among those of <see cref="NetworkInfo.Parameters"/> that are trained and
    /// not frozen.
    /// </summary>
    public ParameterView this[int index] => _views[index];

    /// <summary>The gradient by a parameter.</summary>
    /// <exception cref="ArgumentException">There is none of that name, or it is not trained, or frozen.</exception>
    public ParameterView Find(string name)
    {
        if (_info.Parameters.Any(parameter => parameter.IsTrainable && parameter.Name == name) && _isFrozen(name))
        {
            throw new ArgumentException(
                $"{name} is frozen in this session, so that no gradient by it is computed: a group of the optimizer's says Frozen = true.",
                nameof(name));
        }
        return ParameterView.Find(_views, name, _info.Name);
    }

    /// <inheritdoc/>
    public IEnumerator<ParameterView> GetEnumerator() => ((IEnumerable<ParameterView>)_views).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
