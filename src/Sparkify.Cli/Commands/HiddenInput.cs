using System.Text;
using Sparkify.Warehouse.Errors;

namespace Sparkify.Cli.Commands;

/// <summary>A line that is typed at the terminal and not shown.</summary>
internal static class HiddenInput
{
    /// <summary>Asks for one. Ctrl+D or the end of input before Enter is a <see cref="UsageException"/>.</summary>
    public static string Read(TextWriter prompt, string question)
    {
        const char EndOfTransmission = '\u0004';
        prompt.Write(question);
        prompt.Flush();
        var typed = new StringBuilder();
        while (true)
        {
            var key = Console.ReadKey(intercept: true);
            if (key.Key == ConsoleKey.Enter || key.KeyChar is '\r' or '\n')
            {
                prompt.WriteLine();
                return typed.ToString();
            }
            if (key.KeyChar == EndOfTransmission)
                throw new UsageException("Expected a password. Nothing was changed.");
            if (key.Key == ConsoleKey.Backspace)
                typed.Length = Math.Max(0, typed.Length - 1);
            else if (!char.IsControl(key.KeyChar))
                typed.Append(key.KeyChar);
        }
    }
}
