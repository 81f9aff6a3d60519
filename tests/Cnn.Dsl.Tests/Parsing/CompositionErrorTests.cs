namespace Cnn.Dsl.Tests;

/// <summary>Mistakes in blocks, branches and joins: each issue's id, its exact place and a part of its message.</summary>
public sealed class CompositionErrorTests
{
    /// <summary>Files without mistakes in their text; the mark is the one issue of the one network.</summary>
    public static TheoryData<string, string, string> InNetworks { get; } = new()
    {
        { "network N { input 8x8x1, «add» }", "CNN1020", "'add' joins 1 layer, and at least 2 are needed" },
        { "network N { input 8x8x1, «concat» input }", "CNN1020", "'concat' joins 1 layer" },
        { "network N { input 8x8x1, «concat» { branch { relu } } }", "CNN1020", "'concat' joins 1 layer" },
        { "network N { input 8x8x1, «add» { } }", "CNN1020", "'add' joins 1 layer" },
        { "network N { input 8x8x1, add input «nowhere» }", "CNN1006", "is called 'nowhere'; there are: input" },
        { "network N { input 8x8x1, relu, add relu1 «add1» }", "CNN1006", "is called 'add1'" },
        { "network N { input 8x8x2, a: conv 4 3x3, concat input «a» }", "CNN2106", "'input' is 8x8x2 and 'a' is 6x6x4: they differ by 2 rows and 2 columns" },
        { "network N { input 8x8x2, concat { branch { relu } «branch» { maxpool 1x8 } } }", "CNN2106", "'relu1' is 8x8x2 and 'pool1' is 8x1x2: they differ by 7 columns, and" },
        { "network N { input 8x8x2, concat { branch { relu } «branch» { maxpool 2x1 stride 1 } } }", "CNN2106", "they differ by 1 row, and" },
        { "network N { input 8x8x2, a: conv 4 1x1, add input «a» }", "CNN2107", "'input' is 8x8x2 and 'a' is 8x8x4, and only equal shapes can be added; a 1x1 convolution of 2 maps after 'a' would make them equal." },
        { "network N { input 56x56x64, «residual» { conv 128 3x3 stride 2 same } }", "CNN2107", "a 1x1 convolution of 128 maps with stride 2 after 'input' would make them equal (56 / 2 = 28 rows)" },
        { "network N { input 56x28x64, «residual» { conv 128 3x3 stride 2x1 same } }", "CNN2107", "a 1x1 convolution of 128 maps with stride 2x1 after 'input'" },
        { "network N { input 56x56x64, residual { relu } «shortcut» { conv 64 1x1 stride 2 } }", "CNN2107", "of 64 maps with stride 2 after 'relu1'" },
        { "network N { input 8x8x1, «residual» { conv 1 3x3 pad 2 } }", "CNN2107", "; no 1x1 convolution makes one of the other. Make their sizes equal, or add others." },
        { "network N { batch 1, input 1x1x1, a: dense 2147483647 nobias, b: dense 1 from input, «concat» a b, c: dense 1 }", "CNN2104", "2,147,483,648 elements" },
        { "block b() { residual { conv 4 «3x1» } }\nnetwork N { input 2x2x1, x: b(), y: b() }", "CNN2101", "The window's height is 3" },
        { "block b() { «a»: relu }\nnetwork N { input 8x8x1, b() x3 }", "CNN1007", "is called 'a' too" },
        { "block b() { relu from «a» }\nnetwork N { input 8x8x1, x: b(), y: b() }", "CNN1006", "is called 'a'" },
        { "network N { input 8x8x1, concat { branch { relu } branch { «input» 8x8x1, tanh } } }", "CNN1012", "this one is layer 3" },
    };

    /// <summary>Files; the mark is the one issue of the text.</summary>
    public static TheoryData<string, string, string> InFiles { get; } = new()
    {
        { "network N { «residual» { relu }, input 8x8x1 }", "CNN1021", "Nothing stands before 'residual' that its branches could read" },
        { "network N { «concat» { branch { relu } }\n input 8x8x1 }", "CNN1021", "Nothing stands before 'concat'" },
        { "network N { input 8x8x1, add input input from «input» }", "CNN1011", "'from' cannot be given together with 'inputs'" },
        { "network N { input 8x8x1, add input input stride «2» }", "CNN4002", "found '2'" },
        { "network N { input 8x8x1, residual relu «tanh» { relu } }", "CNN4005", "The activation is given twice, as 'relu' and as 'tanh'" },
        { "network N { input 8x8x1, residual «input» { relu } }", "CNN4004", "'residual' has no option 'input', which is a layer of its own; it has: relu, leakyrelu, elu, tanh, scaledtanh, sigmoid, silu, hardswish, gelu, from" },
        { "network N { input 8x8x1, residual relu«»\n relu }", "CNN4002", "Expected '{' and the layers of the residual, found the end of the line" },
        { "network N { input 8x8x1, concat input «{» branch { relu } } }", "CNN4002", "found '{'" },
        { "network N { input 8x8x1, concat { «relu» } }", "CNN4002", "Expected 'branch' or '}', found 'relu'" },
        { "network N { input 8x8x1, concat { branch «relu» } }", "CNN4002", "Expected '{' after 'branch', found 'relu'" },
        { "network N { input 8x8x1, concat { a: «branch» { relu } } }", "CNN4002", "Expected 'branch' or '}'" },
        { "network N { input 8x8x1, «branch» { relu } }", "CNN4002", "Expected a layer or an option of the network, found 'branch'" },
        { "network N { input 8x8x1, «shortcut» { relu } }", "CNN4002", "found 'shortcut'" },
        { "network N { input 8x8x1, «block» b() { relu } }", "CNN4002", "(blocks stand before the network), found 'block'" },
        { "network N { input 8x8x1, residual «{» relu", "CNN4002", "Expected a '}' that closes this brace, found the end of the text" },
        { "network N { input 8x8x1, relu x«0» }", "CNN1010", "the repetition is 0, and must be at least 1" },
        { "network N { input 8x8x1, relu x2 «from» input }", "CNN4002", "Expected a comma or a line end, found 'from'" },
        { "network N { input 8x8x1, relu x«99999999999» }", "CNN4006", "99999999999 is past" },
        { "network N { input 8x8x1, dense «7/2» }", "CNN4014", "7 / 2 is no whole number: 7 = 3 x 2 + 1" },
        { "network N { input 8x8x1, dense 1 + «7 / (2 - 2)» }", "CNN4013", "7 / 0 has no value" },
        { "network N { input 8x8x1, dense «65536*65536» - 1 }", "CNN4006", "65536 * 65536 = 4,294,967,296 is past the largest number, 2,147,483,647" },
        { "network N { input 8x8x1, dense «-2147483647 - 2» }", "CNN4006", "-2147483647 - 2 = -2,147,483,649 is past the smallest number, -2,147,483,648" },
        { "network N { input 8x8x1, dense «-(-2147483648)» }", "CNN4006", "-(-2147483648) = 2,147,483,648 is past the largest number" },
        { "network N { input 8x8x1, dense «-2147483648 / (0-1)» }", "CNN4006", "-2147483648 / -1 = 2,147,483,648 is past the largest number" },
        { "network N { input 8x8x1, dense 1 + «-2147483648*-2147483648» }", "CNN4006", "-2147483648 * -2147483648 = 4,611,686,018,427,387,904 is past" },
        { "network N { input 8x8x1, dense (1 + 2«»\n relu }", "CNN4002", "Expected ')', found the end of the line" },
        { "network N { input 8x8x1, dense 1 +«»\n relu }", "CNN4002", "Expected a whole number, a parameter or '(', found the end of the line" },
        { "network N { input 8x8x1, dense 1 + «maps» }", "CNN4002", "found 'maps'" },
        { "network N { input 8x8x1, dense 2 «)» }", "CNN4002", "found ')'" },
        { "network N { input 8x8x1, dense 2 * «0.5» }", "CNN4002", "found '0.5'" },
        { "block b(n) { conv «n/2» 1x1 }\nnetwork N { input 8x8x1, b(4), b(5), b(5) }", "CNN4014", "5 / 2 is no whole number: 5 = 2 x 2 + 1 (in b(5), used at line 2)." },
        { "block b(n) { conv «8/n» 1x1 }\nnetwork N { input 8x8x1, b(0) }", "CNN4013", "8 / 0 has no value" },
        { "block b(n) { conv «n*n» 1x1 }\nnetwork N { input 8x8x1, b(65536) }", "CNN4006", "65536 * 65536 = 4,294,967,296 is past" },
        { "block b(n) { conv «m» 1x1 }\nnetwork N { input 8x8x1 }", "CNN4015", "'m' is no parameter of this block; there are: n" },
        { "network N { input 8x8x1, «b»(1) }", "CNN4016", "There is no block 'b'. Declare it" },
        { "block b(n) { relu }\nblock b(n, m) { relu }\nnetwork N { input 8x8x1, «b»() }", "CNN4030", "Block 'b' takes 1 argument (n) or 2 arguments (n, m), found 0. Write one" },
        { "block bottleneck(n) { relu }\nnetwork N { input 8x8x1, «botleneck»(1) }", "CNN4016", "There is no block 'botleneck', perhaps 'bottleneck' is meant" },
        { "network N { input 8x8x1, b(1, «@», 2), relu }", "CNN4001", "'@' stands where" },
        { "block b(n) { relu }\nnetwork N { input 8x8x1, b(1 «2») }", "CNN4002", "Expected ',' or ')', found '2'" },
        { "block b(n) { relu }\nnetwork N { input 8x8x1, b(1,«)» }", "CNN4002", "Expected a whole number for the block's parameter, found ')'" },
        { "block b(n) { relu }\nnetwork N { input 8x8x1, b(1) «relu» }", "CNN4002", "Expected 'from', a repetition such as x3, a comma or a line end, found 'relu'" },
        { "block b(n) { relu, «b»(n - 1) }\nnetwork N { input 8x8x1, b(1) }", "CNN4017", "Block 'b' with 1 parameter is used inside of itself" },
        { "block a() { «b»() }\nblock b() { a() }\nnetwork N { input 8x8x1, b() }", "CNN4017", "Block 'b' with 0 parameters is used before it is declared" },
        { "network N { input 8x8x1, «b»() }\nblock b() { relu }", "CNN4017", "is used before it is declared" },
        { "block b(n) { relu }\nblock «b»(m) { tanh }\nnetwork N { input 8x8x1, b(1) }", "CNN4018", "A block 'b' with 1 parameter is declared already" },
        { "block «conv»(n) { relu }\nnetwork N { input 8x8x1 }", "CNN4019", "'conv' can name no block and no parameter: it is a word of the language" },
        { "block b(n, «residual») { relu }\nnetwork N { input 8x8x1 }", "CNN4019", "it is a word of the language" },
        { "block b(n, m «=» 3) { relu }\nnetwork N { input 8x8x1, b(1), b(1, 2) }", "CNN4001", "Parameters have no default values: declare a second block of this name with fewer of them." },
        { "block b «{» relu }\nnetwork N { input 8x8x1, b() }", "CNN4002", "A block without parameters has an empty pair of parentheses." },
        { "block Dense(n) { dense n }\nblock conv2d(n) { conv n 1x1 }\nnetwork N { input 8x8x1, conv2d(4), Dense(3), «nowhere»() }", "CNN4016", "There is no block 'nowhere'." },
        { "network N { input 8x8x1, «conv2d»(4) }\nblock conv2d(n) { conv n 1x1 }", "CNN4017", "used before it is declared" },
        { "network my«-»net { input 8x8x1 }", "CNN4002", "Its name is a C# class's: letters, digits and underscores." },
        { "block b(n, «n») { relu }\nnetwork N { input 8x8x1 }", "CNN4019", "another parameter is called the same" },
        { "block «x3»(n) { relu }\nnetwork N { input 8x8x1 }", "CNN4019", "it would be a repetition" },
        { "block «a.b»(n) { relu }\nnetwork N { input 8x8x1 }", "CNN4019", "it has a point in it" },
        { "block «{» relu }\nnetwork N { input 8x8x1 }", "CNN4002", "Expected the block's name, found '{'" },
        { "block b «{» relu }\nnetwork N { input 8x8x1 }", "CNN4002", "Expected '(' and the block's parameters, found '{'" },
        { "block b(n «m») { relu }\nnetwork N { input 8x8x1 }", "CNN4002", "Expected ',' or ')', found 'm'" },
        { "block b(n«»\n{ relu }\nnetwork N { input 8x8x1 }", "CNN4002", "Expected ',' or ')', found the end of the line" },
        { "block b(n) «relu»\nnetwork N { input 8x8x1 }", "CNN4002", "Expected '{' after the block's parameters, found 'relu'" },
        { "block b(n) «{» }\nnetwork N { input 8x8x1 }", "CNN4002", "Expected a layer in the block, found none" },
        { "block b(n, s) { relu }\nnetwork N { input 8x8x1, «b»(1) }", "CNN4030", "Block 'b' takes 2 arguments (n, s), found 1. Write one whole number for each of its parameters." },
        { "block b() { relu }\nnetwork N { input 8x8x1, «b»(1) }", "CNN4030", "Block 'b' takes no argument, found 1." },
        { "network N { input 8x8x1, «b»(1) }\nblock b(n, s) { relu }", "CNN4030", "Block 'b' takes 2 arguments (n, s), found 1." },
        { "block b(n) { relu }\nblock c(n) { «b»(n, 1) }\nnetwork N { input 8x8x1, b(1) }", "CNN4030", "Block 'b' takes 1 argument (n), found 2." },
        { "block b() { relu }\nnetwork N { input 8x8x1, «b», relu }", "CNN4029", "'b' is a block, and parentheses follow its name. Write b()." },
        { "block b(n, s) { relu }\nblock b(n) { relu }\nnetwork N { input 8x8x1, a: «b» 16 2 x3 }", "CNN4029", "Write b(n) or b(n, s)." },
        { "network N { input 8x8x1\n  «b» }\nblock b(n) { relu }", "CNN4029", "Write b(n), which stands below the block." },
        { "block b(n) { relu, «b» }\nnetwork N { input 8x8x1 }", "CNN4029", "Write b(n), which stands outside of the block." },
        { "block bottleneck(n) { relu }\nnetwork N { input 8x8x1, «botleneck» 4 }", "CNN4003", "'botleneck' is no layer, perhaps 'bottleneck' is meant" },
        { "block b(n) { relu }\nnetwork N { input 8x8x1, b(«n»: 8), relu }", "CNN4002", "Expected a whole number for the block's parameter, found 'n'. Arguments have no names: write the numbers alone" },
        { "block b(n) { relu }\nnetwork N { input 8x8x1, b(«n»=8), relu }", "CNN4002", "Arguments have no names" },
        { "block b(n) { relu }\nnetwork N { input 8x8x1, b(1) «x 3» }", "CNN4002", "Expected a repetition such as x3 without blanks, found 'x 3'. Write x3." },
        { "network N { input 8x8x1, «Dense»(10), relu }", "CNN4016", "There is no block 'Dense'; 'dense' is written without parentheses. Write its arguments behind it, with blanks between." },
        { "network N { input 8x8x1, relu, «shortcut» { relu } }", "CNN4002", "A shortcut follows the closing brace of its residual" },
        { "block b(n) { «batch» 5 }\nnetwork N { input 8x8x1 }", "CNN4003", "'batch' is no layer" },
        { "block b(n) «{» relu\nnetwork N { input 8x8x1 }", "CNN4002", "Expected a '}' that closes this brace, found the next network" },
    };

    [Theory]
    [MemberData(nameof(InNetworks))]
    public void ABrokenRule_IsOneMessage(string network, string id, string message) => Check.Rules(network, (id, message));

    [Theory]
    [MemberData(nameof(InFiles))]
    public void AMistake_IsOneMessage(string file, string id, string message) => Check.Syntax(file, (id, message));
}
