namespace Cnn;

/// <summary>The ten parts of an image that a network looks at: the corners and the centre, and these mirrored.</summary>
internal static class TenCrops
{
    /// <summary>Top left, top right, bottom left, bottom right, centre, and so on of the mirrored image: torchvision's order.</summary>
    /// <param name="from">The images' shape.</param>
    /// <param name="to">The crops' shape, no larger.</param>
    public static ImageView[] Of(TensorShape from, TensorShape to)
    {
        int free = from.Height - to.Height, wide = from.Width - to.Width;
        // As torchvision's center_crop rounds: half to even.
        (int Top, int Left) centre = ((int)Math.Round(free / 2.0), (int)Math.Round(wide / 2.0));
        (int Top, int Left)[] places = [(0, 0), (0, wide), (free, 0), (free, wide), centre];
        return
        [
            .. places.Select(place => new ImageView { Down = -place.Top, Right = -place.Left }),
            .. places.Select(place => new ImageView { Down = -place.Top, Right = -place.Left, IsMirrored = true }),
        ];
    }
}
