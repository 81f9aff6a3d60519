namespace Cnn.Planning;

/// <summary>How a kernel of pooling goes about its windows.</summary>
public enum PoolForm
{
    /// <summary>Window by window, 16 channels at a time.</summary>
    Windows,

    /// <summary>The largest of each window's columns, which windows that overlap share, 16 channels at a time.</summary>
    SharedColumns,

    /// <summary>2x2 windows that lie side by side, of planar maps.</summary>
    Planar,
}

/// <summary>How a kernel of pooling goes about its windows on the way back.</summary>
public enum PoolBackwardForm
{
    /// <summary>Each pixel gathers from the windows that read it, 16 channels at a time.</summary>
    Gathered,

    /// <summary>
    /// Windows lie side by side, so that each pixel is read by one at most: each window hands its gradient out, 16 channels at a time.
    /// </summary>
    HandedOut,

    /// <summary>2x2 windows that lie side by side, of planar maps.</summary>
    Planar,
}

/// <summary>Pooling over rows and columns, forward.</summary>
/// <param name="Form">How it goes about the windows.</param>
/// <param name="Kind">Max or average.</param>
/// <param name="Window">The window; it is clipped at the border.</param>
/// <param name="X">The input.</param>
/// <param name="Y">The output.</param>
/// <param name="Winners">Where max pooling keeps which pixel of the window won; null where nobody asks.</param>
public sealed record PoolShape(
    PoolForm Form, PoolKind Kind, SpatialWindow Window, TensorGeometry X, TensorGeometry Y, TensorGeometry? Winners) : KernelShape
{
    // Pixels of a window that is written out without loops.
    private const int LargestUnrolledWindow = 16;

    /// <summary>Whether the pixels of a window are written out without a loop.</summary>
    public bool IsUnrolled => !Window.IsClipped && Window.Rows * Window.Columns <= LargestUnrolledWindow;

    /// <summary>Whether the sum of a window has more terms than a run may have (<see cref="SummationRun"/>).</summary>
    public bool IsCut => Kind != PoolKind.Max && (double)Window.Rows * Window.Columns > SummationRun.Longest;

    /// <summary>Whether 32 bits do not hold where a window may begin, before the map or in it.</summary>
    public bool IsFar
    {
        get
        {
            long before = (long)Window.PadTop * X.RowStride + (long)Window.PadLeft * TensorGeometry.Lanes;
            long lastRow = (Y.Shape.Height - 1L) * Window.StrideRows, lastColumn = (Y.Shape.Width - 1L) * Window.StrideColumns;
            long last = (X.Blocks - 1L) * X.BlockStride + lastRow * X.RowStride + (lastColumn + 1) * TensorGeometry.Lanes;
            return Math.Max(before, last) > int.MaxValue;
        }
    }

    /// <summary>The kernel.</summary>
    public static PoolShape Of(PoolKind kind, SpatialWindow window, TensorGeometry x, TensorGeometry y, TensorGeometry? winners)
    {
        var form = x.Layout == TensorLayout.Planar ? PoolForm.Planar
            : kind == PoolKind.Max && winners is null && CanShareColumns(window, x, y.Shape) ? PoolForm.SharedColumns
            : PoolForm.Windows;
        return new(form, kind, window, x, y, winners);
    }

    // Every window has a pixel, and few enough to be written out; 32 bits hold how far windows are from one another.
    private static bool CanShareColumns(SpatialWindow window, TensorGeometry x, TensorShape y)
    {
        bool hasPixels = window.PadTop < window.Rows && window.PadLeft < window.Columns
            && (y.Height - 1L) * window.StrideRows - window.PadTop < x.Shape.Height
                && (y.Width - 1L) * window.StrideColumns - window.PadLeft < x.Shape.Width;
        bool isNear = (long)window.StrideColumns * TensorGeometry.Lanes <= int.MaxValue
            && (long)window.StrideRows * x.RowStride <= int.MaxValue;
        return hasPixels && isNear && (long)window.Rows * window.Columns <= LargestUnrolledWindow;
    }
}

/// <summary>Pooling over rows and columns, backward.</summary>
/// <param name="Form">How it goes about the windows.</param>
/// <param name="Kind">Max or average.</param>
/// <param name="Window">The window.</param>
/// <param name="Dy">The gradient of the output.</param>
/// <param name="Dx">The gradient of the input.</param>
/// <param name="Winners">Which pixel of each window won; null for averages.</param>
/// <param name="Epilogue">The derivative that the result is multiplied by.</param>
/// <param name="Y">The values at which that derivative is taken; null where there is none.</param>
public sealed record PoolBackwardShape(
    PoolBackwardForm Form, PoolKind Kind, SpatialWindow Window, TensorGeometry Dy, TensorGeometry Dx, TensorGeometry? Winners,
    Epilogue Epilogue, TensorGeometry? Y) : KernelShape
{
    /// <summary>Rows and columns of the windows that read a pixel, at most: as many as there are strides in one.</summary>
    public (int Rows, int Columns) Readers => (
        Math.Min(Dy.Shape.Height, (Window.Rows - 1) / Window.StrideRows + 1),
        Math.Min(Dy.Shape.Width, (Window.Columns - 1) / Window.StrideColumns + 1));

    /// <summary>Whether the sum of what a pixel gathers has more terms than a run may have (<see cref="SummationRun"/>).</summary>
    public bool IsCut => (double)Readers.Rows * Readers.Columns > SummationRun.Longest;

    /// <summary>The kernel.</summary>
    public static PoolBackwardShape Of(
        PoolKind kind, SpatialWindow window, TensorGeometry dy, TensorGeometry dx, TensorGeometry? winners, Epilogue epilogue,
        TensorGeometry? y)
    {
        bool areSideBySide = !window.IsClipped && (window.Rows, window.Columns) == (window.StrideRows, window.StrideColumns);
        var form = dx.Layout == TensorLayout.Planar ? PoolBackwardForm.Planar : areSideBySide
            ? PoolBackwardForm.HandedOut : PoolBackwardForm.Gathered;
        return new(form, kind, window, dy, dx, winners, epilogue, y);
    }
}

/// <summary>Pooling over channels, forward.</summary>
public sealed record DepthPoolShape(PoolKind Kind, int Window, TensorGeometry X, TensorGeometry Y) : KernelShape;

/// <summary>Pooling over channels, backward.</summary>
public sealed record DepthPoolBackwardShape(PoolKind Kind, int Window, TensorGeometry X, TensorGeometry Dy, TensorGeometry Dx)
    : KernelShape;
