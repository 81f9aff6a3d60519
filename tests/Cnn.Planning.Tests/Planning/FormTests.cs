namespace Cnn.Planning.Tests;

/// <summary>Which contractions share the machine code of their kernels.</summary>
public sealed class FormTests
{
    [Fact]
    public void ContractionsThatDifferInCountsAndOuterStrides_ShareAForm()
    {
        // The first one's sums are no longer than a run. 128, 192 and 256 channels are summed in runs of 64: eight, twelve and sixteen
        // blocks of 16.
        var plan = Plans.Of("inference_only, input 12x12x16, conv 128 1x1, conv 192 1x1, conv 256 1x1, conv 128 1x1");
        var form = Assert.Single(plan.Forms, form => form.Form.Width == VectorWidth.Bits256 && form.Serves.Count > 1);
        Assert.Equal(3, form.Serves.Count);
        Assert.Contains("i0Count", form.Arguments);
        // The maps are as large and lie alike.
        Assert.DoesNotContain("r0Count", form.Arguments);
    }

    [Theory]
    [InlineData("conv 128 1x1, conv 128 1x1 relu", "another epilogue")]
    [InlineData("conv 128 1x1, maxpool 2x2, conv 128 1x1", "another rest of rows")]
    [InlineData("conv 48 1x1, conv 128 1x1", "a sum that is no longer than a run")]
    [InlineData("conv 80 1x1, conv 128 1x1", "runs of another length")]
    public void ContractionsWhoseCodeDiffers_DoNot(string layers, string because)
    {
        // The first one's sums are no longer than a run; the others read what lies as its output does.
        var plan = Plans.Of("inference_only, input 10x10x16, conv 128 1x1, " + layers);
        Assert.True(plan.Forms.Where(form => form.Form.Width == VectorWidth.Bits256).All(form => form.Serves.Count == 1), because);
    }

    [Theory]
    [InlineData(
        "input 12x12x3, conv 20 3x3 pad 1, batchnorm, relu, aux 0.3 { dense 4, softmax }, maxpool 2x2, dropout 0.5, dense 8 relu, dense 4, "
        + "softmax")]
    [InlineData(
        "input 13x11x5, conv 40 3x3 stride 2 groups 5, conv 40 3x3 pad 1 groups 40, conv 70 5x5 pad 2, conv 70 3x3 pad 1 elu, dense 30, "
        + "dense 3")]
    public void Calls_GiveTheNumbersOfTheirContraction(string statements)
    {
        var plan = Plans.Of(statements);
        var forms = plan.Forms.ToDictionary(form => form.Name);
        foreach (var kernel in plan.Kernels)
        {
            if (kernel.Shape is not ContractionPlan contraction) continue;
            Assert.Equal(Target.Default.Widths, kernel.Calls.Select(call => call.Width));
            for (int w = 0; w < kernel.Calls.Count; w++)
            {
                var form = forms[kernel.Calls[w].Form];
                Assert.Contains(kernel.Name, form.Serves);
                Assert.Equal(form.Arguments.Count, kernel.Calls[w].Arguments.Count);
                var given = form.Arguments.Zip(kernel.Calls[w].Arguments).ToDictionary(pair => pair.First, pair => pair.Second);
                var (own, numbers) = FormBuilder.Build(contraction, contraction.Tiles[w]);
                Assert.Equal(
                    WithoutArguments(own, numbers).WithoutIdleStrides(),
                    WithoutArguments(form.Form, given).WithoutIdleStrides());
            }
        }

        static ContractionForm WithoutArguments(ContractionForm form, IReadOnlyDictionary<string, int> values) =>
            form.Map(number => number.Argument is { } name ? values[name] : number);
    }
}
