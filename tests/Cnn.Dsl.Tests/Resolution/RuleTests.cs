namespace Cnn.Dsl.Tests;

/// <summary>The rules as a text breaks them: each issue's id, its exact place and the arithmetic in its message.</summary>
public sealed class RuleTests
{
    /// <summary>Networks whose mark is the one issue.</summary>
    public static TheoryData<string, string, string> OfNetworks { get; } = new()
    {
        { "network «Net» { }", "CNN1003", "Network 'Net' does not say what its input is" },
        { "network «Net» { relu }", "CNN1003", "channels first: input 28x28x1." },
        { "network «Net» { input 8x8x1 }", "CNN1009", "Network 'Net' has an input and nothing after it" },
        { "network «Save» { input 8x8x1, relu }", "CNN1016", "Class 'Save' is called like a member that every network has" },
        { "network Net { relu, «input» 8x8x1 }", "CNN1012", "this one is layer 2" },
        { "network Net { input 8x8x1, relu, «input» 8x8x1, tanh }", "CNN1012", "this one is layer 3" },
        { "network Net { input 8x8x1, a: «input» 8x8x1, tanh }", "CNN1012", "this one is layer 2" },
        { "network Net { algorithm «winnograd», input 8x8x1, relu }", "CNN1010",
            "algorithm is winnograd, and must be one of fastest, direct, winograd; perhaps 'winograd' is meant. Write a value" },
        { "network Net { optimizer «adamm», input 8x8x1, relu }", "CNN1010",
            "optimizer is adamm, and must be one of momentum, sgd, nesterov, adagrad, rmsprop, adam, adamw, nadam, radam, "
            + "adamax, adadelta, lion, lars, lamb; perhaps 'adam' is meant. Write a value" },
        { "network Net { optimizer «RMS_Prop», input 8x8x1, relu }", "CNN1010", "lars, lamb; perhaps 'rmsprop' is meant." },
        { "network Net { optimizer «lbfgs», input 8x8x1, relu }", "CNN1010", "lion, lars, lamb. Write a value" },
        { "network Net { optimizer sgd momentum «1.5», input 8x8x1, relu }", "CNN1010",
            "momentum is 1.5, and must be at least 0 and below 1 as a 32-bit float" },
        {
            "network Net { optimizer lars momentum «1», input 8x8x1, relu }",
            "CNN1010", "momentum is 1, and must be at least 0 and below 1"
        },
        { "network Net { optimizer rmsprop momentum «-0.1», input 8x8x1, relu }", "CNN1010", "momentum is -0.1, and must be at least 0" },
        {
            "network Net { optimizer nesterov momentum «1», input 8x8x1, relu }",
            "CNN1010", "momentum is 1, and must be above 0 and below 1"
        },
        { "network Net { optimizer sgd momentum 0.9 dampening «1.5», input 8x8x1, relu }", "CNN1010",
            "dampening is 1.5, and must be from 0 to 1 as a 32-bit float" },
        { "network Net { optimizer adam lr «1e-300», input 8x8x1, relu }", "CNN1010",
            "lr is 1E-300, and must be 0, or at least 1.4E-45 in size: a 32-bit float would make 0 of it." },
        {
            "network Net { optimizer adamw weight_decay «1e-46», input 8x8x1, relu }",
            "CNN1010", "weight_decay is 1E-46, and must be 0, or"
        },
        { "network Net { optimizer adam beta1 «1e-60», input 8x8x1, relu }", "CNN1010", "beta1 is 1E-60, and must be 0, or at least" },
        {
            "network Net { optimizer nadam momentum_decay «1e-60», input 8x8x1, relu }",
            "CNN1010", "momentum_decay is 1E-60, and must be 0, or"
        },
        { "network Net { optimizer «amsgrad», input 8x8x1, relu }", "CNN1010", "It is a setting of adam and adamw: write adam amsgrad." },
        { "network Net { optimizer adam beta1 «1», input 8x8x1, relu }", "CNN1010",
            "beta1 is 1, and must be at least 0 and below 1" },
        { "network Net { optimizer lion beta2 «0.99999999», input 8x8x1, relu }", "CNN1010", "below 1 as a 32-bit float" },
        { "network Net { optimizer sgd lr «-0.1», input 8x8x1, relu }", "CNN1010", "lr is -0.1, and must be 0 or more and finite" },
        { "network Net { optimizer adadelta eps «1e-60», input 8x8x1, relu }", "CNN1010", "eps is 1E-60, and must be above 0 and finite" },
        { "network Net { optimizer momentum momentum «0», input 8x8x1, relu }", "CNN1010", "momentum is 0, and must be above 0" },
        { "network Net { optimizer sgd «nesterov», input 8x8x1, relu }", "CNN1010",
            "momentum is 0, and must be above 0 with nesterov. Write for example: momentum 0.9." },
        { "network Net { optimizer sgd «nesterov» momentum 0.9 dampening 0.1, input 8x8x1, relu }", "CNN1011",
            "'nesterov' cannot be given together with 'dampening'" },
        { "network Net { optimizer lamb clip_norm 1 clip_value «2», input 8x8x1, relu }", "CNN1011",
            "'clip_value' cannot be given together with 'clip_norm'" },
        { "network Net { optimizer adam momentum «0.9», input 8x8x1, relu }", "CNN1036",
            "'momentum' is no setting of the optimizer 'adam', which has lr, beta1, beta2, eps, amsgrad, weight_decay, clip_norm, "
            + "clip_value. Leave it out, or declare an optimizer that has it: momentum, sgd, nesterov, rmsprop, lars." },
        { "network Net { optimizer nesterov «nesterov», input 8x8x1, relu }", "CNN1036", "declare an optimizer that has it: sgd." },
        { "network Net { inference_only, optimizer «lion» lr 0.1, input 8x8x1, relu }", "CNN1033", "The optimizer is read by training" },
        { "network Net { init «zeros», input 8x8x1, dense 3 }", "CNN1010",
            "init is zeros, and must be a distribution, where it is that of all layers" },
        { "network Net { «zero_gamma», input 8x8x1, conv 1 3x3 same, batchnorm, relu }", "CNN2161", "no branch of a sum ends in one" },
        { "network Net { «zero_gamma», input 8x8x1, residual { conv 1 3x3 same } }", "CNN2161", "Network 'Net' asks for the last" },
        { "network Net { loss «crossentropy», input 8x8x1, relu }", "CNN1010",
            "loss is crossentropy, and must be one of cross_entropy, kl_divergence, bce, focal, dice, mse, mae, huber, smooth_l1, hinge, "
            + "rbf; perhaps 'cross_entropy' is meant. Write a value" },
        { "network Net { loss «hubert», input 8x8x1, relu }", "CNN1010", "rbf; perhaps 'huber' is meant" },
        { "network Net { loss «SmoothL1», input 8x8x1, relu }", "CNN1010", "rbf; perhaps 'smooth_l1' is meant" },
        { "network Net { loss «categorical_crossentropy», input 8x8x1, relu }", "CNN1010", "rbf; perhaps 'cross_entropy' is meant" },
        { "network Net { loss «l1_loss», input 8x8x1, relu }", "CNN1010", "rbf; perhaps 'mae' is meant" },
        { "network Net { loss «DiceLoss», input 8x8x1, relu }", "CNN1010", "rbf; perhaps 'dice' is meant" },
        { "network Net { loss «nn.MSELoss», input 8x8x1, relu }", "CNN1010", "rbf; perhaps 'mse' is meant" },
        { "network Net { loss «tversky», input 8x8x1, relu }", "CNN1010", "hinge, rbf. Write a value" },
        {
            "network Net { loss focal gamma «1e-60», input 8x8x1, softmax }",
            "CNN1010", "gamma is 1E-60, and must be 0, or at least 1.4E-45"
        },
        { "network Net { loss huber delta «0», input 8x8x1, relu }", "CNN1010", "delta is 0, and must be above 0" },
        { "network Net { loss cross_entropy smoothing «1», input 8x8x1, softmax }", "CNN1010",
            "smoothing is 1, and must be at least 0 and below 1" },
        { "network Net { loss bce weights «0», input 1x1x1, sigmoid }", "CNN1010", "weights is 0 for all" },
        { "network Net { loss cross_entropy weights «1 -2», input 1x1x2, softmax }", "CNN1010", "weights is -2, and must be 0 or more" },
        { "network Net { loss cross_entropy smoothing «0.99999999», input 8x8x1, softmax }", "CNN1010",
            "smoothing is 0.99999999, and must be at least 0 and below 1 as a 32-bit float" },
        { "network Net { loss huber delta «1e-60», input 8x8x1, relu }", "CNN1010", "above 0 and finite as a 32-bit float" },
        { "network Net { loss focal alpha «1e-60», input 8x8x1, sigmoid }", "CNN1010", "above 0 and below 1 as a 32-bit float" },
        { "network Net { loss cross_entropy weights «1e-60 0», input 1x1x2, softmax }", "CNN1010", "weights is 1E-60, and must be 0, or" },
        { "network Net { optimizer sgd momentum «1e-60», input 8x8x1, relu }", "CNN1010", "momentum is 1E-60, and must be 0, or at least" },
        { "network Net { loss huber gamma «2», input 8x8x1, relu }", "CNN1034",
            "'gamma' is no setting of the loss 'huber' after 'relu', which has 'delta'" },
        { "network Net { loss dice smooth «-1», input 8x8x1, dense 3, softmax }", "CNN1010", "0 or more and finite as a 32-bit float" },
        { "network Net { loss focal alpha «0.5», input 8x8x2, softmax }", "CNN1034",
            "'alpha' is no setting of the loss 'focal' after 'softmax', which has 'gamma', 'weights', 'ignore'" },
        { "network Net { loss mse weights «1 2», input 8x8x1, relu }", "CNN1034", "which has nothing" },
        { "network Net { loss «hinge», input 8x8x2, softmax }", "CNN2142",
            "The loss 'hinge' does not fit 'softmax1', the last layer, which is 'softmax': it needs a network that ends in plain numbers, "
            + "without a softmax or 'rbf'. End the network so, or declare one that fits 'softmax': cross_entropy, kl_divergence, focal, "
            + "dice." },
        { "network Net { loss «cross_entropy», input 8x8x2, relu }", "CNN2142", "it needs a network that ends in a softmax" },
        { "network Net { loss cross_entropy weights «1 2», input 8x8x3, softmax }", "CNN2143",
            "'weights' has 2 numbers, and 'softmax1', the last layer, has 3 channels" },
        { "network Net { inference_only, loss «huber», input 8x8x1, relu }", "CNN1033", "The loss is read by training only" },
        { "network Net { inference_only, batch «8», input 8x8x1, relu }", "CNN1033",
            "The batch is read by training only, and network 'Net' is declared for predictions only" },
        { "network Net { batch 1, input 1x1x8, «batchnorm» }", "CNN2155",
            "'batchnorm1' has one value a channel, a vector's in a batch of 1" },
        { "network Net { budget inference «64», input 8x8x1, relu }", "CNN1030",
            "'64' is no size of memory. Write a number above 0 and a unit of B, KB, MB or GB, for example 64 MB." },
        { "network Net { budget training «1e3 MB», input 8x8x1, relu }", "CNN1030", "'1e3 MB' is no size of memory" },
        { "network Net { budget training «64 mb», input 8x8x1, relu }", "CNN1030", "'64 mb' is no size of memory" },
        { "network Net { input 8x8x3 mean «1 2», relu }", "CNN1010",
            "The count of mean is 2, and must be 1 (all channels) or 3 (one a channel)" },
        { "network Net { input 8x8x1 deviation «1 2» bytes, relu }", "CNN1010",
            "The count of deviation is 2, and must be 1, as there is one channel" },
        { "network Net { input 8x8x3 mean 0.5 deviation «1 0 1», relu }", "CNN1010",
            "deviation is 0, and must be above 0 and finite as a 32-bit float" },
        { "network Net { input 8x8x3 bytes deviation «-2.5», relu }", "CNN1010", "deviation is -2.5, and must be above 0" },
        { "network Net { input 8x8x3 deviation «1e-60», relu }", "CNN1010",
            "deviation is 1E-60, and must be above 0 and finite as a 32-bit float" },
        { "network Net { input «0x8x3» mean 1 2, relu }", "CNN1010", "height is 0, and must be at least 1" },
        { "network Net { batch «-2147483648», input 8x8x1, relu }", "CNN1010", "batch is -2147483648, and must be from 1 to 65,536" },
        { "network Net { batch «0», input 8x8x1, relu }", "CNN1010", "batch is 0, and must be from 1 to 65,536" },
        { "network Net { input 8x8x1, relu, inference_batch «65537» }", "CNN1010",
            "inference_batch is 65537, and must be from 1 to 65,536" },
    };

    /// <summary>Statements after <c>input 28x28x6</c>; the mark is the one issue.</summary>
    public static TheoryData<string, string, string> OfLayers { get; } = new()
    {
        // First values.
        { "dense 3 init «constant»", "CNN1017", "'dense' needs the constant: init_value 0.1. Add it." },
        { "dense 3 init he_normal init_value «0.1»", "CNN1017", "'dense' needs init constant. Add it." },

        // Names.
        { "relu from «conv1»", "CNN1006", "No layer before this one is called 'conv1'; there are: input. Name an earlier layer." },
        { "a: relu from «a»", "CNN1006", "there are: input" },
        { "relu, tanh from «later», later: sigmoid", "CNN1006", "there are: input, relu1" },
        { "a: relu, «a»: tanh", "CNN1007", "A layer before this one is called 'a' too" },
        { "«input»: relu", "CNN1007", "is called 'input' too" },
        { "conv2: conv 6 1x1, «conv» 6 1x1", "CNN1007", "is called 'conv2' too" },
        { "pool2: relu, maxpool 1x1, «avgpool» 1x1", "CNN1007", "is called 'pool2' too" },
        { "«\"\"»: relu", "CNN1013", "Layer '' would become the member '_', because the name is blank" },
        { "«\"  \"»: dense 1", "CNN1013", "because the name is blank" },
        { "«save»: dense 1", "CNN1013", "Layer 'save' would become the member 'Save', which every network has already" },
        { "«net»: dense 1", "CNN1013", "Layer 'net' would become the member 'Net', which is the class's own name" },
        { "\"a/b\": dense 1, «\"a-b\"»: dense 1", "CNN1013", "Layer 'a-b' would become the member 'AB', as layer 'a/b' does" },
        { "Conv1: conv 6 1x1, x: conv 6 1x1, «conv1»: conv 6 1x1", "CNN1013", "as layer 'Conv1' does" },
        { "«relu», tanh from input", "CNN1014", "Nothing reads the output of 'relu1', and it is not the last layer" },
        { "dense 10, «softmax», relu", "CNN1018", "Softmax 'softmax1' is followed by 'relu1'" },
        { "dense 10, «softmax», relu from dense1", "CNN1018", "Softmax 'softmax1' is followed by 'relu1'" },

        // Ranges and arguments that exclude each other.
        { "conv «0» 5x5", "CNN1010", "maps is 0, and must be at least 1" },
        { "conv «-3» 5x5", "CNN1010", "maps is -3, and must be at least 1" },
        { "conv 6 «0x0»", "CNN1010", "kernel is 0, and must be at least 1" },
        { "conv 6 «5x0»", "CNN1010", "kernel is 0" },
        { "conv 6 5x5 stride «0»", "CNN1010", "stride is 0, and must be at least 1" },
        { "conv 6 5x5 pad «-1»", "CNN1010", "pad is -1, and must be from 0 to 536,870,911" },
        { "conv 6 5x5 pad «1 -2 536870912 1»", "CNN1010", "pad is -2" },
        { "conv 6 5x5 pad «536870912»", "CNN1010", "pad is 536870912" },
        { "conv 6 5x5 pad «1 1 1»", "CNN1010", "The count of pad is 3, and must be 1 (all sides), 2 (rows, columns) or 4" },
        { "upsample «0»", "CNN1010", "factor is 0, and must be at least 1" },
        { "upsample «2147483647»", "CNN2104", "The output of 'upsample1', 60129542116x60129542116x6, would have" },
        { "dense «0»", "CNN1010", "outputs is 0" },
        { "dropout «1e-60»", "CNN1010", "The dropped share is 1E-60, and must be 0, or at least 1.4E-45" },
        { "lrn alpha «1e-60»", "CNN1010", "alpha is 1E-60, and must be 0, or at least" },
        { "batchnorm momentum «1e-300»", "CNN1010", "momentum is 1E-300, and must be 0, or at least" },
        { "dropout «1»", "CNN1010", "The dropped share is 1, and must be from 0 to below 1" },
        { "dropout «0.99999999»", "CNN1010", "The dropped share is 0.99999999, and must be from 0 to below 1 as a 32-bit float" },
        { "conv «-2147483648» 5x5", "CNN1010", "maps is -2147483648, and must be at least 1" },
        { "conv 6 5x5 stride «0 - 2147483647 - 1»", "CNN1010", "stride is -2147483648" },
        { "conv 6 5x5 pad «-2147483648 1»", "CNN1010", "pad is -2147483648, and must be from 0" },
        { "maxpool depth «-2147483648»", "CNN1010", "depth is -2147483648" },
        { "maxpool depth 2 pad «-2147483648»", "CNN2018", "Pad [-2147483648] would pad pixels" },
        { "lrn size «-2147483648»", "CNN1010", "size is -2147483648, and must be at least 1" },
        { "lrn k «1e-31»", "CNN1010", "k is 1E-31, and must be from 1E-30 to 1000000000" },
        { "batchnorm epsilon «1e-46»", "CNN1010", "epsilon is 1E-46, and must be above 0 and at most 1 as a 32-bit float" },
        { "dropout «-0.5»", "CNN1010", "The dropped share is -0.5" },
        { "maxpool depth «0»", "CNN1010", "depth is 0" },
        { "conv 6 5x5 same pad «2»", "CNN1011", "'pad' cannot be given together with 'same'" },
        { "avgpool 2x2 pad «1» valid", "CNN1011", "'pad' cannot be given together with 'valid'" },
        { "maxpool «2x2» ksize 1 2 2 1", "CNN1011", "'2x2' cannot be given together with 'ksize'" },
        { "maxpool ksize 1 2 2 1 stride «2»", "CNN1011", "'stride' cannot be given together with 'ksize'" },
        { "maxpool ksize 1 1 1 2 depth «2»", "CNN1011", "'depth' cannot be given together with 'ksize'" },
        { "maxpool «2x2» depth 2", "CNN1011", "'2x2' cannot be given together with 'depth'" },
        { "maxpool depth 2 stride «2x1»", "CNN1011", "'stride' cannot be given together with 'depth'" },
        { "maxpool depth 2 same pad «0»", "CNN1011", "'pad' cannot be given together with 'same'" },
        { "«maxpool»", "CNN1017", "'maxpool' needs a window: 2x2, 'depth 4', or ksize with four numbers" },
        { "maxpool 2x2 strides «1 2 2 1»", "CNN1017", "'maxpool' needs ksize, when strides is given" },

        { "conv 6 5x5 dilation «0»", "CNN1010", "dilation is 0, and must be at least 1" },
        { "conv 6 5x5 groups «0»", "CNN1010", "groups is 0, and must be at least 1" },
        { "depthwise 5x5 multiplier «-1»", "CNN1010", "multiplier is -1, and must be at least 1" },
        { "conv 6 2x2 stride «17» dilation 2", "CNN1010",
            "stride is 17, and must be at most 16 in a direction in which the kernel is dilated" },
        { "conv 6 2x2 stride «1x17» dilation 2", "CNN1010", "stride is 17, and must be at most 16" },
        { "conv 6 1x1 groups 2 connect «\"0\"»", "CNN1011", "'connect' cannot be given together with 'groups'" },
        { "«depthwise» 1x1 multiplier 1000000", "CNN2104", "The output of 'conv1', 28x28x6000000" },
        { "depthwise 1x1 multiplier «2147483647»", "CNN2104",
            "A pixel of 'conv1', 2147483647 maps of each of 6 channels, would have 12,884,901,882 elements" },

        // Which channels a map reads.
        { "conv 8 1x1 groups «4»", "CNN2110", "6 channels cannot be cut into 4 groups: 6 = 1 x 4 + 2" },
        { "conv 8 1x1 groups «3»", "CNN2111", "8 maps cannot be cut into 3 groups: 8 = 2 x 3 + 2" },
        { "conv 2 1x1 connect «\"0 1, 2 x\"»", "CNN2112", "What connect says of map 1 has 'x' in it" },
        { "conv 2 1x1 connect «\"0-1, 2\"»", "CNN2112", "What connect says of map 0 has '0-1' in it" },
        { "conv 3 1x1 connect «\"0 1, 2\"»", "CNN2113", "connect has 2 entries, and there are 3 maps" },
        { "conv 2 1x1 connect «\"5, 0 6\"»", "CNN2114", "Map 1 is connected to channel 6, and the input's channels are 0 to 5" },
        { "conv 1 1x1 connect «\"99999999999999999999999\"»", "CNN2114", "Map 0 is connected to channel 99999999999999999999…, and" },
        { "conv 2 1x1 connect «\"5, \"»", "CNN2115", "Map 1 is connected to no channel" },
        { "conv 2 1x1 connect «\"1 2, 3 1 3\"»", "CNN2116", "Map 1 is connected to channel 3 twice" },

        // ksize and strides.
        { "maxpool ksize «2 2»", "CNN2001", "ksize has 2 numbers, and must have four: instances, height, width, channels" },
        { "maxpool ksize «1 2 2 1 1»", "CNN2001", "ksize has 5 numbers" },
        { "avgpool ksize «1 0 2 1»", "CNN2002", "ksize[1] is 0, and a window has at least 1 in each direction" },
        { "maxpool ksize «1 2 2 -1»", "CNN2002", "ksize[3] is -1" },
        { "maxpool ksize «1 -2147483648 4 1»", "CNN2002", "ksize[1] is -2147483648, and a window has at least 1" },
        { "maxpool ksize 1 2 2 1 strides «1 -2147483648 1 1»", "CNN2012", "strides[1] is -2147483648" },
        { "maxpool ksize «2 2 2 1»", "CNN2003", "ksize[0] is 2, and instances cannot be pooled" },
        { "maxpool ksize «1 2 3 4»", "CNN2004", "ksize [1, 2, 3, 4] pools 2x3 pixels and 4 channels at once" },
        { "maxpool ksize 1 2 2 1 strides «2»", "CNN2011", "strides has 1 numbers" },
        { "maxpool ksize 1 2 2 1 strides «1 2 0 1»", "CNN2012", "strides[2] is 0, and a window moves by at least 1" },
        { "maxpool ksize 1 2 2 1 strides «2 2 2 1»", "CNN2013", "strides[0] is 2, and no instance can be skipped" },
        { "maxpool ksize 1 2 2 1 strides «1 2 2 2»", "CNN2014", "strides[3] is 2, but ksize[3] is 1" },
        { "maxpool ksize 1 1 1 2 strides «1 1 2 2»", "CNN2015", "strides[2] is 2, but this pools over channels" },
        { "maxpool ksize 1 1 1 2 strides «1 1 1 1»", "CNN2016", "The depth window is 2 and its stride 1" },
        { "maxpool depth 2 stride «3»", "CNN2016", "The depth window is 2 and its stride 3" },
        { "maxpool ksize «1 1 1 4»", "CNN2017", "6 channels cannot be cut into windows of 4: 6 = 1 x 4 + 2" },
        { "avgpool depth «4»", "CNN2017", "6 = 1 x 4 + 2" },
        { "avgpool depth «7»", "CNN2017", "6 = 0 x 7 + 6" },
        { "maxpool depth 2 pad «1»", "CNN2018", "Pad [1] would pad pixels" },
        { "maxpool ksize 1 1 1 2 pad «0 1»", "CNN2018", "Pad [0, 1] would pad pixels" },

        { "maxpool depth 2 «ceil»", "CNN2019", "'ceil' is about windows over pixels, but this pools over channels" },
        { "avgpool ksize 1 1 1 3 «ceil»", "CNN2019", "'ceil' is about windows over pixels" },
        { "avgpool depth 3 «count_pad»", "CNN2019", "'count_pad' is about windows over pixels" },

        { "avgpool depth 3 «trainable»", "CNN2019", "'trainable' is about windows over pixels" },
        { "avgpool 2x2 «tanh»", "CNN2121", "'tanh' belongs to a trainable pooling, and this one has no coefficients" },
        { "avgpool 3x3 stride 1 same «count_pad» trainable", "CNN1011", "'count_pad' cannot be given together with 'trainable'" },

        // Zeros around a map.
        { "pad «1 2 3»", "CNN1010", "The count of pad is 3, and must be 1 (all sides), 2 (rows, columns) or 4 (top, bottom, left, right)" },
        { "pad «1 -2»", "CNN1010", "pad is -2, and must be from 0 to 536,870,911" },
        { "pad «50000»", "CNN2104", "The padded input of 'pad1', 100028x100028x6, would have 60,033,604,704 elements" },
        { "«pad» 5000", "CNN2104", "The output of 'pad1', 10028x10028x6 for a batch of 32" },

        { "pad 1 2 channels «1 2 3»", "CNN1010", "The count of channels is 3, and must be 1 (before and after) or 2 (before, after)" },
        { "pad channels «2 -1»", "CNN1010", "channels is -1, and must be from 0 to 536,870,911" },
        { "pad channels «536870912»", "CNN1010", "channels is 536870912" },
        { "«pad» channels 500000000", "CNN2104", "The padded input of 'pad1', 28x28x1000000006, would have 784,000,004,704 elements" },
        { "«pad»", "CNN1017", "'pad' needs one number, two (rows, columns) or four (top, bottom, left, right), or 'channels' with one or "
            + "two" },

        // Normalization.
        { "lrn size «4»", "CNN2120", "The window's size is 4, and the value that is normalized stands in its middle" },
        { "lrn size «0»", "CNN1010", "size is 0, and must be at least 1" },
        { "lrn alpha «-0.5»", "CNN1010", "alpha is -0.5, and must be from 0 to 1000000000" },
        { "lrn beta «101»", "CNN1010", "beta is 101, and must be from 0 to 100" },
        { "lrn k «0» within", "CNN1010", "k is 0, and must be from 1E-30 to 1000000000" },

        // Shapes.
        { "conv 6 «29x5»", "CNN2101", "The window's height is 29, but the input's is 28. Use" },
        { "conv 6 «5x33» pad 2 2 1 3", "CNN2101", "The window's width is 33, but the input's is 28 + 1 + 3 padding = 32" },
        { "conv 6 «5x2» dilation 7", "CNN2101", "The window's height is 29 (5 elements, 7 apart), but the input's is 28. Use" },
        { "conv 6 «2147483647x1» dilation 2147483647", "CNN2101",
            "The window's height is 4611686011984936963 (2147483647 elements, 2147483647 apart)" },
        { "«conv» 6 2x2 dilation 2147483647 same", "CNN2104", "The padded input of 'conv1', 2147483675x2147483675x6" },
        { "«conv» 6 2x28 stride 4 dilation 2x1", "CNN2102", "392 of the 784 pixels of each map are read by no window: 14 rows" },
        { "maxpool «1x29»", "CNN2101", "The window's width is 29, but the input's is 28" },
        { "maxpool ksize «1 29 1 1»", "CNN2101", "The window's height is 29" },
        { "maxpool «30x28» stride 2 ceil", "CNN2101", "The window's height is 30, but the input's is 28" },
        { "«maxpool» 3x3", "CNN2102", "55 of the 784 pixels of each map are read by no window: 1 row and 1 column" },
        { "«maxpool» 1x2 stride 2", "CNN2102", "392 of the 784 pixels of each map are read by no window: 14 rows" },
        { "«conv» 6 5x28 stride 5", "CNN2102", "84 of the 784 pixels of each map are read by no window: 3 rows" },
        { "maxpool 2x2 pad «2 0»", "CNN2103", "Padding 2 at the top is not smaller than the window's 2" },
        { "maxpool 2x2 stride 3 pad «0 2» ceil", "CNN2103", "Padding 2 at the left" },
        { "avgpool 3x3 pad «0 0 0 3» stride 1", "CNN2103", "Padding 3 at the right is not smaller than the window's 3" },
        { "«conv» 100000 1x1", "CNN2104",
            "The output of 'conv1', 28x28x100000 for a batch of 32 (one of 27 would fit), would have 2,508,800,000 elements, and at most "
            + "2,147,483,647" },
        { "«dense» 2147483647", "CNN2104",
            "The output of 'dense1', 1x1x2147483647 for a batch of 32 (one of 1 would fit), would have 68,719,476,704 elements" },
        { "«dense» 1000000", "CNN2104", "The weight of 'dense1' would have 4,704,000,000 elements" },
        { "«conv» 1000000 28x28", "CNN2104", "The weight of 'conv1' would have 4,704,000,000 elements" },
        { "«rbf» 10", "CNN2122", "Radial basis functions read a vector, and their input is a map of 28x28x6" },
        { "dense 84, «rbf» 10, softmax", "CNN2123", "Radial basis functions 'rbf1' are followed by 'softmax1'" },
        { "dense 84, rbf «0»", "CNN1010", "outputs is 0" },
        { "flatten, «maxpool» depth 6", "CNN2156",
            "'pool1' pools neighbouring elements of 'flatten1', which is numbered as a flattened map of 784 pixels and 6 channels; a "
            + "network has the elements" },
        { "flatten, batchnorm, «lrn»", "CNN2156",
            "'lrn1' normalizes over neighbouring elements of 'batchnorm1', which is numbered as a flattened map of 784 pixels" },
        { "flatten, dropout 0.5, «conv» 2 1x1 groups 2", "CNN2156",
            "'conv1' cuts into groups the elements of 'dropout1', which is numbered as a flattened map" },
        { "flatten, «depthwise» 1x1 multiplier 2", "CNN2156", "'conv1' cuts into groups the elements of 'flatten1'" },
        { "flatten, «conv» 2 1x1 connect \"0 7, 1\"", "CNN2156", "'conv1' names channels that are elements of 'flatten1'" },
        { "conv 2 14x14 stride 14, flatten, pad 1, «flatten»", "CNN2156",
            "'flatten2' flattens a map of which the channels are the elements of 'pad1', which is numbered as a flattened map of 4 pixels "
            + "and 2 channels" },
        { "conv 2 14x14 stride 14, flatten, pad 1, «dense» 3", "CNN2156",
            "'dense1' flattens a map of which the channels are the elements of 'pad1'" },
        { "m: conv 3 28x27, f: flatten, p: global_avgpool from input, add f «p»", "CNN2156",
            "'add1' adds elements that do not belong together: 'f' is numbered as a flattened map of 2 pixels and 3 channels, and 'p' as a "
            + "vector of its own" },
        { "conv 2 14x14 stride 14, a: flatten, conv 4 28x14 stride 14 from input, b: flatten, add a «b»", "CNN2156",
            "'a' is numbered as a flattened map of 4 pixels and 2 channels, and 'b' as a flattened map of 2 pixels and 4 channels" },
        { "conv 2 14x14 stride 14, a: flatten, conv 1 14x7 stride 14x7 from input, b: flatten, add a «b»", "CNN2156",
            "and 'b' as a vector of its own" },
        { "conv 2 14x14 stride 14, a: flatten, conv 2 14x28 stride 14 from input, b: flatten, concat b b, add concat1 «a»", "CNN2156",
            "'concat1' is numbered as 2 flattened maps that are joined, the first of 2 pixels and 2 channels, and 'a' as" },
        { "conv 2 14x14 stride 14, a: flatten, conv 4 28x14 stride 14 from input, b: flatten, d: dense 8 from input, e: add d a, f: add d "
            + "«b», add e f", "CNN2156", "'f' adds elements that do not belong together: 'd' is numbered as a flattened map of 4 pixels" },
        { "conv 3 28x27, «aux» 0.3 { flatten }, global_avgpool from input", "CNN2156",
            "'aux1' has the targets of the output, which number other elements: 'flatten1' is numbered as a flattened map of 2 pixels and "
            + "3 channels, and 'pool1' as a vector of its own" },
    };

    [Theory]
    [MemberData(nameof(OfNetworks))]
    public void ABrokenNetwork_IsOneIssue(string network, string id, string message) => Check.Rules(network, (id, message));

    [Theory]
    [MemberData(nameof(OfLayers))]
    public void ABrokenLayer_IsOneIssue(string statements, string id, string message) =>
        Check.Rules("network Net {\n  input 28x28x6\n  " + statements + "\n}", (id, message));

    [Fact]
    public void EveryMistakeOfALayer_IsReported() => Check.Rules(
        "network Net { input 28x28x6, «maxpool» ksize «2 2 2 1» strides «1 0 2», conv «0» 5x5 stride «0» from input, dense 5 from «x» }",
        ("CNN1014", "'pool1'"),
        ("CNN2003", "ksize[0] is 2"),
        ("CNN2011", "strides has 3"),
        ("CNN1010", "maps is 0"),
        ("CNN1010", "stride is 0"),
        ("CNN1006", "called 'x'; there are: input, pool1, conv1"));

    [Fact]
    public void BothSides_OfAWindowAreChecked() => Check.Rules(
        "network Net { input 8x9x1, maxpool «12x13» }",
            ("CNN2101", "The window's height and width are 12 and 13, but the input's are 8 and 9."));

    [Theory]
    [InlineData("input «0x5x1», relu", "height is 0, and must be at least 1")]
    [InlineData("input «5x5x0», relu", "channels is 0, and must be at least 1")]
    [InlineData("input «5x0x2», relu", "width is 0, and must be at least 1")]
    public void AnInput_HasPixels(string statements, string message) =>
        Check.Rules("network Net { " + statements + " }", ("CNN1010", message));

    [Fact]
    public void AnInput_ReadsNoLayer() =>
        Check.Rules("network Net { input 8x8x1 from «conv1», relu }",
            ("CNN1006", "No layer before this one is called 'conv1'; there are: none"));

    [Fact]
    public void AnInputPastAnyLimit_IsTooLarge()
    {
        // 2^21 · 2^21 · 2^22 = 2^64, which is 0 in 64 bits.
        Check.Rules("network Net { «input» 2097152x2097152x4194304, relu }",
            ("CNN2104", "would have 590,295,810,358,705,651,712 elements"));
        Check.Rules("network Net { batch 1, «input» 2147483647x2147483647x2147483647, relu }",
            ("CNN2104", "would have 9,903,520,300,447,984,150,353,281,023 elements"));
    }

    [Fact]
    public void APaddingPastAnyLimit_IsTooLarge()
    {
        Check.Rules(
            "network Net { batch 1, input 2147483647x1x1, conv 1 1x1 pad «5 0» }",
            ("CNN2104", "The padded input of 'conv1', 2147483657x1x1, would have 2,147,483,657 elements"));
        Check.Rules(
            "network Net { batch 1, input 1x2147483646x1, conv 1 1x1 pad «0 0 1 1» }",
            ("CNN2104", "The padded input of 'conv1', 1x2147483648x1, would have 2,147,483,648 elements"));
        Check.Rules(
            "network Net { input 28x28x1, «conv» 1 2147483647x1 same }",
            ("CNN2104", "The padded input of 'conv1', 2147483674x28x1, would have 60,129,542,872 elements"));
        Check.Rules(
            "network Net { input 1x1x1, conv 2 1x1 stride 1000000000 pad «536870911» }",
            ("CNN2104", "The padded input of 'conv1', 1073741823x1073741823x1, would have 1,152,921,502,459,363,329 elements"));
    }

    [Fact]
    public void AWeightPastAnyLimit_IsTooLarge() => Check.Rules(
        "network Net { input 1x1x1, «conv» 4 30001x30001 pad 15000 }",
        ("CNN2104", "The weight of 'conv1' would have 3,600,240,004 elements"));

    [Fact]
    public void MultiplyAddsPastAnyLimit_AreTheLargestNumber()
    {
        // 30,000 x 30,000 outputs of 16,340 x 16,340 multiply-adds each.
        var spec = Resolver.Resolve(CnnParser.Parse("network N { batch 1, input 1x1x1, conv 1 16340x16340 pad 23169 23169 }", "")
            .Networks[0]).Spec!;
        Assert.Equal(30_000L * 30_000 * 16_340 * 16_340, spec.MultiplyAdds);
        var many = spec with { Layers = new([.. Enumerable.Repeat(spec.Layers[1], 100)]) };
        Assert.Equal(long.MaxValue, many.MultiplyAdds);
    }

    [Fact]
    public void TheLayersBefore_AreNotAllListed()
    {
        string relus = string.Concat(Enumerable.Repeat("relu,", 12));
        Check.Rules(
            "network Net { input 8x8x1," + relus + "tanh from «x» }",
            ("CNN1006", "there are: relu3, relu4, relu5, relu6, relu7, relu8, relu9, relu10, relu11, relu12 and 3 before them"));
    }

    [Fact]
    public void EveryIssueThatTextCanRaise_IsTested()
    {
        // Raised where attributes and C# classes are read, and where networks are planned.
        string[] elsewhere = ["CNN1001", "CNN1002", "CNN1004", "CNN1005", "CNN1008", "CNN1015", "CNN1031", "CNN1032", "CNN1035", "CNN1037",
            "CNN1060", "CNN1061", "CNN1062", "CNN1063", "CNN1064", "CNN1065", "CNN1067", "CNN3001", "CNN3002", "CNN3003"];
        // Tested in SourceTests, LimitTests, ExpansionLimitTests, AdviceTests and UseTests.
        string[] besideTheTables = ["CNN1019", "CNN4007", "CNN4008", "CNN4009", "CNN4010", "CNN4011", "CNN4012", "CNN4020", "CNN4021",
            "CNN4027", "CNN2135", "CNN2136", "CNN2137", "CNN2138", "CNN5001", "CNN5002", "CNN5003", "CNN5004"];
        var tested = new[] { OfNetworks, OfLayers, SyntaxErrorTests.InStatements, SyntaxErrorTests.InFiles,
            CompositionErrorTests.InNetworks, CompositionErrorTests.InFiles, AuxiliaryTests.Wrong, AuxiliaryTests.WrongInText,
            UseTests.Wrong }.SelectMany(table => table).Select(row => (string)row.ToArray()[1]);
        var covered = tested.Concat(elsewhere).Concat(besideTheTables).Distinct().OrderBy(id => id, StringComparer.Ordinal);
        Assert.Equal(IssueCatalog.All.Select(issue => issue.Id), covered);
    }
}
