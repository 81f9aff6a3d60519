namespace Cnn.Reference;

/// <summary>Gradients by moving one parameter a little to both sides: independent of any derivation.</summary>
public static class CentralDifferences
{
    /// <summary>(loss(p + step) − loss(p − step)) / 2 step for elements of one parameter; NaN where a kink lies within the step.</summary>
    /// <remarks>
    /// A rectifier or a maximum that changes sides between the two points makes the quotient meaningless; it is recognised by its
    /// disagreement with the quotient of a step a third as large, which for a smooth loss differs by the order of step² only.
    /// </remarks>
    /// <param name="network">The network; its parameters are put back.</param>
    /// <param name="pass">The pass at the unchanged parameters.</param>
    /// <param name="target">What the loss is taken against.</param>
    /// <param name="parameter">The position of the parameter.</param>
    /// <param name="elements">Which of its elements.</param>
    /// <param name="step">Half the distance of the two points.</param>
    public static double[] Gradient(ReferenceNetwork network, ForwardPass pass, Target target, int parameter, IReadOnlyList<int> elements,
        double step = 1e-5)
    {
        var (layer, _, _, values) = network.Parameters[parameter];
        var gradient = new double[elements.Count];
        for (int i = 0; i < gradient.Length; i++)
        {
            double wide = Quotient(elements[i], step), narrow = Quotient(elements[i], step / 3);
            bool crossesKink = Math.Abs(wide - narrow) > 1e-6 * Math.Max(Math.Abs(wide), Math.Abs(narrow)) + 1e-8;
            gradient[i] = crossesKink ? double.NaN : wide;
        }
        return gradient;

        double Quotient(int i, double h) => (LossAt(i, h) - LossAt(i, -h)) / (2 * h);

        double LossAt(int i, double h)
        {
            double value = values[i];
            values[i] = value + h;
            double loss = target.Loss(network, network.ForwardFrom(layer, pass));
            values[i] = value;
            return loss;
        }
    }
}
